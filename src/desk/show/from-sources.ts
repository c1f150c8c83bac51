import { z } from 'zod';
import { toTimestamp } from '../../foundation/clock.ts';
import { Timestamp } from '../../foundation/schemas/wire.ts';
import type { ArticleRow } from '../stories/table.ts';

export const FromSources = z
  .object({
    waiting: z.number().int().meta({ description: 'How many versions wait for a decision.' }),
    cancelled: z
      .object({
        incoming: z.string().meta({ description: 'Its record in `/v1/desk/incoming`.' }),
        at: Timestamp.meta({ description: 'When it arrived.' }),
        sourceVersion: z.number().int().optional(),
      })
      .optional()
      .meta({
        description:
          'The last cancellation of its source. While it stands here, nothing of the story is published by itself; `follow` ends that.',
      }),
  })
  .meta({
    id: 'FromSources',
    description: 'What its sources sent and nobody has decided about, and what they cancelled.',
    examples: [{ waiting: 1 }],
  });

/** What waits of a story's sources, and what they cancelled; absent where there is nothing. */
export function presentSource(source: ArticleRow['source']): z.output<typeof FromSources> | undefined {
  if (!source || (source.waiting === 0 && !source.cancelled)) return undefined;
  const { waiting, cancelled } = source;
  return {
    waiting,
    ...(cancelled && { cancelled: { ...cancelled, at: toTimestamp(cancelled.at) } }),
  };
}
