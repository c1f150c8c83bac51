import { z } from 'zod';

/** One thing that stands in the way of publishing, as the desk is told of it. */
export const Blocker = z.object({ pointer: z.string().optional(), detail: z.string() }).meta({
  id: 'Blocker',
  description: 'What stands in the way of publishing, and where.',
  examples: [{ pointer: '/body', detail: 'The story has no text.' }],
});
