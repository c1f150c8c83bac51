import { z } from 'zod';
import { pageSchema } from '../../foundation/page/schema.ts';
import { Timestamp } from '../../foundation/schemas/wire.ts';
import { StoryRef } from '../../edition/show/parts.ts';
import { ArticleSummary } from '../../edition/show/schema.ts';

export const ArticlePage = pageSchema('ArticlePage', ArticleSummary);

export const Tombstone = z
  .object({
    id: z.string(),
    state: z.enum(['withdrawn', 'killed', 'expired']),
    at: Timestamp,
    headline: z.string().optional(),
    notice: z.string().optional().meta({ description: 'The notice to readers.' }),
    substitute: StoryRef.optional().meta({ description: 'The story to read instead.' }),
  })
  .meta({
    id: 'Tombstone',
    description:
      'What remains public of a withdrawn, killed or expired story, or of a picture that was taken down.',
    examples: [
      {
        id: 'article_01jj6md4j0fpp8kwtmm3qz7nky',
        state: 'withdrawn',
        at: '2022-06-13T08:00:00.000Z',
        headline: 'Sample: Clock Tower of Sampleville to Be Moved',
        notice: 'Sample: This story has been withdrawn. There is no plan to move the clock tower.',
      },
    ],
  });
