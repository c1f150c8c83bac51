import { z } from 'zod';
import { RuleName } from './schema.ts';

/** A blocker as the desk sees it. */
export const Blocker = z
  .object({ rule: RuleName.optional(), pointer: z.string().optional(), detail: z.string() })
  .meta({
    id: 'Blocker',
    description: 'A fault that prevents publishing, and its place.',
    examples: [{ rule: 'bodyEmpty', pointer: '/body', detail: 'The story has no text.' }],
  });
