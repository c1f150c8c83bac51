import { z } from 'zod';
import { Timestamp } from '../../foundation/schemas/wire.ts';
import { Article } from '../../edition/show/schema.ts';
import { summaryExample } from '../stories/examples.ts';

/** What a story embeds is kept beside it and not with its versions: of these we know only how they are now. */
export const joinedNow = ['agencies', 'bylines', 'sections', 'topics', 'media', 'stories'] as const;

export const ArticleAsOf = z
  .object({
    id: z.string(),
    asOf: Timestamp.meta({ description: 'The moment that was asked for.' }),
    state: z.enum(['none', 'live', 'withdrawn', 'killed', 'expired', 'consolidated']).meta({
      description: 'How the story stood in public then. `none`: its address answered 404.',
    }),
    since: Timestamp.optional().meta({
      description: 'Since when it stood so; absent when it had never been public.',
    }),
    until: Timestamp.optional().meta({
      description: 'When the next public change came; absent where there was none.',
    }),
    version: z
      .number()
      .int()
      .optional()
      .meta({ description: 'The version that was live, or had been last.' }),
    publishedAt: Timestamp.optional().meta({ description: 'When it counted as first published.' }),
    updatedAt: Timestamp.optional().meta({ description: 'When it counted as last updated.' }),
    notice: z.string().optional().meta({ description: 'What readers were told in its place.' }),
    article: Article.optional().meta({
      description: 'The story itself, where it was live: that version, with the corrections made by then.',
    }),
    joinedNow: z.array(z.enum(joinedNow)).optional().meta({
      description:
        'What in `article` is not as it was then but as it is now: names, profiles, captions and addresses are kept beside the stories and not with their versions. What happened to them since is in the history.',
    }),
  })
  .meta({
    id: 'ArticleAsOf',
    description:
      'What the public could read of a story at a moment. The record decides, whatever happened since.',
    examples: [{ id: summaryExample.id, asOf: '2022-06-14T18:30:00.000Z', state: 'none' }],
  });
export type ArticleAsOf = z.output<typeof ArticleAsOf>;
