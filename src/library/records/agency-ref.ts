import { z } from 'zod';
import { reutersNamed } from '../examples.ts';

/** An agency inside another thing. Apart from `schema.ts`, since pictures name agencies and agencies show pictures. */
export const AgencyRef = z.object({ id: z.string(), slug: z.string(), name: z.string() }).meta({
  id: 'AgencyRef',
  description: 'An agency, named.',
  examples: [reutersNamed],
});
