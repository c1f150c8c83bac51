import { z } from 'zod';
import { Timestamp } from '../../../foundation/schemas/wire.ts';
import { Article } from '../../../edition/show/schema.ts';
import { summaryExample } from '../../stories/examples.ts';

/** Embedded records are not part of versions, so only their present state is known. */
export const joinedNow = ['agencies', 'bylines', 'sections', 'topics', 'media', 'stories'] as const;

export const ArticleAsOf = z
  .object({
    id: z.string(),
    asOf: Timestamp.meta({ description: 'The requested time.' }),
    state: z.enum(['none', 'live', 'withdrawn', 'killed', 'expired', 'consolidated']).meta({
      description: 'The public state of the story then. `none`: its address answered 404.',
    }),
    since: Timestamp.optional().meta({
      description: 'Since when it had this state; absent when it had never been public.',
    }),
    until: Timestamp.optional().meta({
      description: 'The time of the next public change; absent when there was none.',
    }),
    version: z
      .number()
      .int()
      .optional()
      .meta({ description: 'The version that was live, or had been last.' }),
    publishedAt: Timestamp.optional().meta({ description: 'When it counted as first published.' }),
    updatedAt: Timestamp.optional().meta({ description: 'When it counted as last updated.' }),
    notice: z.string().optional().meta({ description: 'The notice to readers instead of the story.' }),
    article: Article.optional().meta({
      description: 'The story itself, where it was live: that version, with the corrections made by then.',
    }),
    joinedNow: z.array(z.enum(joinedNow)).optional().meta({
      description:
        'What in `article` is as it is now and not as it was then: names, profiles, captions and addresses are not part of versions. Their changes are in the history.',
    }),
  })
  .meta({
    id: 'ArticleAsOf',
    description: 'What the public could read of a story at a time, by its history.',
    examples: [{ id: summaryExample.id, asOf: '2022-06-14T18:30:00.000Z', state: 'none' }],
  });
export type ArticleAsOf = z.output<typeof ArticleAsOf>;
