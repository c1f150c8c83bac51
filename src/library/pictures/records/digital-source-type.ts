import { z } from 'zod';
import { digitalSourceTypes } from '../../tables/pictures.ts';

/** One schema for pictures and texts, so that the contract has the list once. */
export const DigitalSourceType = z.enum(digitalSourceTypes).meta({
  id: 'DigitalSourceType',
  description: "How it was made, as a term of IPTC's vocabulary of digital source types.",
});
