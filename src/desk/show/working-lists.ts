import { and, eq, gt, gte, isNotNull, ne, sql, type SQL } from 'drizzle-orm';
import { withoutIndex } from '../../foundation/database/plan.ts';
import { isSet } from '../../foundation/database/prepared.ts';
import type { Keyset } from '../../foundation/page/keyset.ts';
import { articles, type ArticleRow } from '../stories/table.ts';

export const listNames = [
  'mine',
  'review',
  'returned',
  'killsProposed',
  'scheduled',
  'embargoed',
  'justPublished',
  'withoutAltText',
] as const;
export type ListName = (typeof listNames)[number];

type Column = 'updatedAt' | 'createdAt' | 'scheduledAt' | 'embargoUntil' | 'publicUpdatedAt';

/** An order of the desk: by a time, then by id. */
export type Order = { column: Column; descending: boolean };

type WorkingList = {
  title: string;
  description: string;
  order: Order;
  /** The conditions of its rows for that actor at that time (UTC milliseconds): any of these, each with its index. */
  anyOf: (who: { id: string }, now: number) => (SQL | undefined)[];
};

const lastHourMs = 3_600_000;

/** Written out, so that the partial indexes are used. */
const isReturned = and(isNotNull(articles.returnedTo), sql`${articles.copyState} = 'draft'`);

/** The working lists. Each has an index with its order. */
export const workingLists: Record<ListName, WorkingList> = {
  mine: {
    title: 'Mine',
    description: 'Created or last saved by you, the last changed first.',
    order: { column: 'updatedAt', descending: true },
    anyOf: ({ id }) => [eq(articles.createdBy, id), eq(articles.savedBy, id)],
  },
  review: {
    title: 'Waiting for review',
    description: 'Sent for review and last saved by somebody else, the longest waiting first.',
    order: { column: 'updatedAt', descending: false },
    anyOf: ({ id }) => [and(eq(articles.copyState, 'review'), ne(withoutIndex(articles.savedBy), id))],
  },
  returned: {
    title: 'Returned to me',
    description:
      'Submitted or created by you and returned to be changed, the last changed first; why is in `returned`.',
    order: { column: 'updatedAt', descending: true },
    anyOf: ({ id }) => [
      and(eq(articles.returnedTo, id), isReturned),
      and(eq(articles.createdBy, id), isReturned, ne(sql`${articles.returned} ->> 'actor'`, id)),
    ],
  },
  killsProposed: {
    title: 'Waiting kill proposals',
    description:
      'Proposed to be killed, the longest waiting first; they do not change until somebody else decides.',
    order: { column: 'updatedAt', descending: false },
    anyOf: () => [isNotNull(articles.killProposal)],
  },
  scheduled: {
    title: 'Scheduled next',
    description: 'Scheduled, the next first; before them those that could not be published at their time.',
    order: { column: 'scheduledAt', descending: false },
    anyOf: () => [isNotNull(articles.scheduledAt)],
  },
  embargoed: {
    title: 'Under embargo',
    description: 'Not to be published yet, the next end of an embargo first.',
    order: { column: 'embargoUntil', descending: false },
    anyOf: (_, now) => [gt(articles.embargoUntil, now)],
  },
  justPublished: {
    title: 'Live in the last hour',
    description: 'Published, or changed in public, within the last hour; the last first.',
    order: { column: 'publicUpdatedAt', descending: true },
    anyOf: (_, now) => [
      and(gte(articles.publicUpdatedAt, now - lastHourMs), eq(withoutIndex(articles.publication), 'live')),
    ],
  },
  withoutAltText: {
    title: 'Without alt text',
    description:
      'Their newest version has a picture without alt text in its language that is not marked as decorative; the last changed first.',
    order: { column: 'updatedAt', descending: true },
    anyOf: () => [isSet(articles.lacksAltText)],
  },
};

/** The keyset of an order. */
export function keysetOf({ column, descending }: Order): Keyset {
  return { columns: [articles[column], articles.id], descending };
}

/** The key of a row in an order; the time is never null in its list. */
export function keyIn({ column }: Order, row: ArticleRow): [number, string] {
  return [row[column]!, row.id];
}
