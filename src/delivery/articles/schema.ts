import { z } from 'zod';
import { ProblemOut } from '../../foundation/http/problem-schema.ts';
import { pageSchema } from '../../foundation/page/schema.ts';
import { Timestamp } from '../../foundation/wire.ts';
import { StoryRef } from '../../edition/articles/parts.ts';
import { Article, ArticleSummary } from '../../edition/articles/schema.ts';

export const ArticlePage = pageSchema('ArticlePage', z.union([Article, ArticleSummary]));

export const Tombstone = z
  .object({
    id: z.string(),
    state: z.enum(['withdrawn', 'killed', 'expired']),
    at: Timestamp,
    headline: z.string().optional(),
    notice: z.string().optional().meta({ description: 'What the newsroom tells its readers.' }),
    substitute: StoryRef.optional().meta({ description: 'The story to read instead.' }),
  })
  .meta({
    id: 'Tombstone',
    description: 'What remains in public of a story that was taken away.',
    examples: [
      {
        id: 'article_01g5d1tk00f4ptg3sgk7jwnq3d',
        state: 'withdrawn',
        at: '2022-06-13T08:00:00.000Z',
        headline: 'Sample: A Story That Was Withdrawn',
        notice: 'This sample was withdrawn to show what a withdrawn story looks like.',
      },
    ],
  });

export const ArticleGone = ProblemOut.extend({ tombstone: Tombstone }).meta({
  id: 'ArticleGone',
  description: 'The story was public and was taken away.',
});
