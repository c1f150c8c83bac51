/** The smaller schemas of a story at the desk. */
import { z } from 'zod';
import { ActorRef } from '../../access/actor-ref.ts';
import { Timestamp } from '../../foundation/schemas/wire.ts';
import { summaryExample } from '../stories/examples.ts';

export const KillProposed = z
  .object({
    by: ActorRef,
    at: Timestamp,
    reason: z.string(),
    notice: z.string(),
    substitute: z.string().optional().meta({ description: 'The story to read instead, by id.' }),
  })
  .meta({
    id: 'KillProposed',
    description:
      'Who has proposed to kill the story. It does not change until somebody else kills it, or the kill is cancelled.',
    examples: [
      {
        by: { id: 'actor_01g3d9z400e2qs2t3x2v0h0000', name: 'Dateline' },
        at: summaryExample.createdAt,
        reason: 'The minutes are forged.',
        notice: 'This sample was removed: it rested on forged minutes.',
      },
    ],
  });
