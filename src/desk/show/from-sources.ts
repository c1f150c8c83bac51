import { z } from 'zod';
import { toTimestamp } from '../../foundation/clock.ts';
import { Timestamp } from '../../foundation/schemas/wire.ts';
import type { ArticleRow, FromSource as Sent } from '../stories/table.ts';

const FromSource = z.object({
  incoming: z.string().meta({ description: 'Its record in `/v1/desk/incoming`.' }),
  at: Timestamp.meta({ description: 'When it arrived.' }),
  sourceVersion: z.number().int().optional(),
});

export const FromSources = z
  .object({
    waiting: z.number().int().meta({ description: 'How many versions wait for a decision.' }),
    cancelled: FromSource.optional().meta({
      description:
        'The last cancellation of its source. While it stands here, nothing of the story is published by itself; `follow` ends that.',
    }),
    withheld: FromSource.optional().meta({
      description:
        'The version that its source withholds, where the story was saved from it last: only a person can publish it.',
    }),
  })
  .meta({
    id: 'FromSources',
    description: 'What its sources sent and nobody has decided about, and what they cancelled or withhold.',
    examples: [{ waiting: 1 }],
  });

/** What waits of a story's sources, and what they cancelled; absent where there is nothing. */
export function presentSource(source: ArticleRow['source']): z.output<typeof FromSources> | undefined {
  if (!source || (source.waiting === 0 && !source.cancelled && !source.withheld)) return undefined;
  const { waiting, cancelled, withheld } = source;
  return {
    waiting,
    ...(cancelled && { cancelled: presentSent(cancelled) }),
    ...(withheld && { withheld: presentSent(withheld) }),
  };
}

function presentSent({ at, ...sent }: Sent): z.output<typeof FromSource> {
  return { ...sent, at: toTimestamp(at) };
}
