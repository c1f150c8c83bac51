import { and, eq, isNull, or, type SQL } from 'drizzle-orm';
import type { Caller } from '../../access/caller.ts';
import type { Db } from '../../foundation/database/database.ts';
import { decodeCursor } from '../../foundation/page/cursor.ts';
import { after, inOrder } from '../../foundation/page/keyset.ts';
import { countLimit, pageOf, type Page } from '../../foundation/page/page.ts';
import { countOf, type PageAsked } from '../../foundation/page/read.ts';
import { findActors, findSections } from '../stories/embedded.ts';
import { findLeases } from '../leases/store.ts';
import type { DeskArticleSummary } from './desk-article.ts';
import { conditionsOf, type DeskFilters } from '../lists/filters.ts';
import { keyIn, keysetOf, workingLists, type ListName, type Order } from './working-lists.ts';
import { actorsIn, presentDeskSummary } from './present.ts';
import { articles, type ArticleRow } from '../stories/table.ts';
import { maySeeAny } from '../stories/visible.ts';

export const articleSorts = ['-updatedAt', 'updatedAt', '-createdAt', 'createdAt'] as const;

type Listing = DeskFilters &
  PageAsked & {
    sort?: (typeof articleSorts)[number] | undefined;
    /** A working list, in its own order. */
    list?: ListName | undefined;
  };

/** One page of stories in any state, of those that the caller may see. Throws `unknown-reference`. */
export async function listDeskArticles(
  db: Db,
  caller: Caller,
  { sort = '-updatedAt', list: name, limit, cursor, count: isCounted = false, ...filters }: Listing,
  now: number,
): Promise<Page<DeskArticleSummary>> {
  const order = name === undefined ? orderOf(sort) : workingLists[name].order;
  const identity = { sort: name ?? sort, filters: { ...filters, caller: caller.id } };
  const keyset = keysetOf(order);
  const key = cursor === undefined ? undefined : decodeCursor(identity, cursor, keyset.columns);
  const among = and(seenBy(caller), await conditionsOf(db, filters, order.column));
  const walks = name === undefined ? [undefined] : workingLists[name].anyOf(caller, now);
  const rows: ArticleRow[] = [];
  for (const walk of walks) {
    rows.push(
      ...(await db
        .select()
        .from(articles)
        .where(and(walk, among, after(keyset, key)))
        .orderBy(...inOrder(keyset))
        .limit(limit + 1)),
    );
  }
  const { data, page } = pageOf(merged(rows, order), limit, identity, (row) => keyIn(order, row));
  const counted = isCounted ? await countWalks(db, walks, among, order) : {};
  return { data: await presentRows(db, data, now), page: { ...page, ...counted } };
}

/** Rows as lists show them; one query per kind of embedded record. */
export async function presentRows(db: Db, rows: ArticleRow[], now: number): Promise<DeskArticleSummary[]> {
  const people = await findActors(db, rows.flatMap(actorsIn));
  const sections = await findSections(
    db,
    rows.map(({ sectionId }) => sectionId),
  );
  const leases = await findLeases(
    db,
    rows.map(({ id }) => id),
    now,
  );
  return rows.map((row) => presentDeskSummary(row, { people, sections, leases }));
}

/** The number of stories in a working list that the caller may see. */
export async function countList(db: Db, caller: Caller, name: ListName, now: number) {
  const { anyOf, order } = workingLists[name];
  return countWalks(db, anyOf(caller, now), and(seenBy(caller), isNull(articles.deletedAt)), order);
}

function seenBy(caller: Caller): SQL | undefined {
  return maySeeAny(caller) ? undefined : eq(articles.createdBy, caller.id);
}

function orderOf(sort: (typeof articleSorts)[number]): Order {
  return { column: sort.endsWith('createdAt') ? 'createdAt' : 'updatedAt', descending: sort.startsWith('-') };
}

/** Merges several index ranges in one order, each row once. */
function merged(rows: ArticleRow[], order: Order): ArticleRow[] {
  const once = [...new Map(rows.map((row) => [row.id, row])).values()];
  return once.toSorted((one, other) => {
    const [[a, first], [b, second]] = [keyIn(order, one), keyIn(order, other)];
    const isBefore = a === b ? first < second : a < b;
    return isBefore === order.descending ? 1 : -1;
  });
}

async function countWalks(db: Db, walks: (SQL | undefined)[], among: SQL | undefined, order: Order) {
  const [only, ...others] = walks;
  const all = db
    .select({ id: articles.id })
    .from(articles)
    .where(and(only && or(...walks), among))
    .$dynamic();
  // Forces the index of the order, independent of the engine's statistics.
  const isWalk = only !== undefined && others.length === 0;
  return countOf(db, (isWalk ? all.orderBy(...inOrder(keysetOf(order))) : all).limit(countLimit + 1));
}
