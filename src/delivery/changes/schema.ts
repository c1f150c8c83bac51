import { z } from 'zod';
import { limitOf } from '../../foundation/page/schema.ts';
import { commaSeparated, wholeNumber } from '../../foundation/schemas/query.ts';
import { Timestamp } from '../../foundation/schemas/wire.ts';
import { changeKinds } from '../../edition/changes/kinds.ts';
import { kishidaSummary } from '../../edition/show/examples.ts';
import { StoryRef } from '../../edition/show/parts.ts';
import { ArticleSummary } from '../../edition/show/schema.ts';
import { filterQuery } from '../articles/query.ts';
import { Alert } from '../alerts/alert.ts';
import { PublicCorrection } from '../corrections/correction.ts';
import { beginning } from './cursor.ts';

const removals = [
  'unpublished',
  'withdrawn',
  'killed',
  'expired',
  'consolidated',
  'hidden',
  'rightsEnded',
  'retracted',
  'deleted',
] as const;

export const PublicChange = z
  .object({
    cursor: z.string().meta({ description: 'Goes on after this change, as `after`.' }),
    at: Timestamp,
    kind: z.enum(changeKinds).meta({
      description: 'What has changed; `edition`: something that may show anywhere.',
    }),
    id: z.string(),
    action: z.enum(['upserted', 'removed']).meta({
      description: '`upserted`: new, or other than before. `removed`: not public any more.',
    }),
    state: z.enum(removals).optional().meta({
      description: 'Why it was removed.',
    }),
    material: z.boolean().meta({ description: 'Whether it matters to readers; a refile does not.' }),
    surrogateKeys: z.array(z.string()).meta({
      description: 'What to purge from a CDN.',
    }),
    article: ArticleSummary.optional().meta({
      description: 'The story as it is now; absent where it is no longer live.',
    }),
    alert: Alert.optional(),
    correction: PublicCorrection.optional(),
    headline: z.string().optional().meta({ description: 'Of a withdrawn story.' }),
    notice: z.string().optional().meta({ description: 'What readers are told in its place.' }),
    substitute: StoryRef.optional().meta({ description: 'The story to read instead.' }),
  })
  .meta({
    id: 'PublicChange',
    description: 'A change that readers see.',
  });
export type PublicChange = z.output<typeof PublicChange>;

export const ChangePage = z
  .object({
    data: z.array(PublicChange),
    page: z
      .object({
        limit: z.number().int(),
        next: z.string().meta({ description: 'Where to go on, as `after`.' }),
        more: z.boolean().meta({ description: 'Whether more is there now.' }),
      })
      .meta({ description: 'The position in the log.' }),
  })
  .meta({
    id: 'ChangePage',
    description: 'Changes, the oldest first.',
    examples: [
      {
        data: [
          {
            cursor: '1b-m0zk2r7c',
            at: '2022-06-04T12:00:00.000Z',
            kind: 'article',
            id: kishidaSummary.id,
            action: 'removed',
            state: 'withdrawn',
            material: true,
            surrogateKeys: ['articles'],
          },
        ],
        page: { limit: 20, next: '1b-m0zk2r7c', more: false },
      },
    ],
  });

export const ChangesQuery = z.strictObject({
  after: z
    .string()
    .min(1)
    .max(120)
    .optional()
    .meta({
      description: `\`page.next\`, or the \`cursor\` of a change. \`${beginning}\`: all that is public, then the changes since. Absent: only where the log ends.`,
      examples: [beginning],
    }),
  limit: limitOf(20),
  kind: commaSeparated(z.enum(changeKinds), { description: 'Kinds of things.', example: 'article' }),
  section: filterQuery.section.meta({
    description: 'Only stories in these sections or those below, or just moved out of them.',
  }),
  locale: filterQuery.locale,
  include: commaSeparated(z.literal('body'), {
    description: '`body`: whole stories, 1 MB of text together at most.',
    example: 'body',
  }),
  wait: wholeNumber({
    min: 0,
    max: 30,
    description: 'Wait up to so many seconds for something new.',
  }).optional(),
});
export type ChangesQuery = z.output<typeof ChangesQuery>;
