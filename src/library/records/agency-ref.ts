import { z } from 'zod';
import { reutersNamed } from '../examples.ts';

/**
 * A reference to an agency. In a file of its own, since the schemas of agencies and pictures would import each other.
 */
export const AgencyRef = z.object({ id: z.string(), slug: z.string(), name: z.string() }).meta({
  id: 'AgencyRef',
  description: 'An agency, named.',
  examples: [reutersNamed],
});
