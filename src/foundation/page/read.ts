import { and, count as countRows, sql, type SQL, type SQLWrapper } from 'drizzle-orm';
import type { Db } from '../database/database.ts';
import { decodeCursor, type ListIdentity, type PageKey } from './cursor.ts';
import { after, inOrder, type Keyset } from './keyset.ts';
import { countLimit, pageOf, totalOf, type Page } from './page.ts';

/** What every list is asked: `pageQuery`, read. */
export type PageAsked = { limit: number; cursor?: string | undefined; count?: boolean | undefined };

/** A select from tables, without conditions. */
type Selecting<Row> = {
  where(condition: SQL | undefined): SQLWrapper & {
    orderBy(...columns: SQL[]): { limit(rows: number): PromiseLike<Row[]> };
    limit(rows: number): SQLWrapper;
  };
};

type Listing<Row> = {
  /** What the cursor is bound to. */
  list: ListIdentity;
  order: Keyset;
  keyOf: (row: Row) => PageKey;
  where?: SQL | undefined;
  select: () => Selecting<Row>;
};

/** One page of the rows that fit, in the order; one statement, and another for the count. */
export async function readPage<Row>(
  db: Db,
  { limit, cursor, count }: PageAsked,
  { list, order, keyOf, where, select }: Listing<Row>,
): Promise<Page<Row>> {
  const key = cursor === undefined ? undefined : decodeCursor(list, cursor, order.columns);
  const rows = await select()
    .where(and(where, after(order, key)))
    .orderBy(...inOrder(order))
    .limit(limit + 1);
  const page = pageOf(rows, limit, list, keyOf);
  if (!count) return page;
  const fitting = select().where(where);
  return withCount(db, page, fitting.limit(countLimit + 1));
}

/** The page with the number of all rows that `some` selects; it selects at most one more than `countLimit`. */
export async function withCount<Row>(
  db: Db,
  { data, page }: Page<Row>,
  some: SQLWrapper,
): Promise<Page<Row>> {
  return { data, page: { ...page, ...(await countOf(db, some)) } };
}

/** How many rows `some` selects, which is at most one more than `countLimit`. */
export async function countOf(db: Db, some: SQLWrapper) {
  const [row] = await db.select({ counted: countRows() }).from(sql`${some} AS rows_to_count`);
  return totalOf(row!.counted);
}

/** One page of what is in memory, in its order. */
export function pageAmong<T>(items: T[], { limit, cursor, count }: PageAsked, sort: string): Page<T> {
  const list = { sort, filters: {} };
  const [start] = (cursor === undefined ? [0] : decodeCursor(list, cursor, ['number'])) as [number];
  const places = items.map((item, place) => ({ item, place })).slice(start, start + limit + 1);
  const { data, page } = pageOf(places, limit, list, ({ place }) => [place + 1]);
  return { data: data.map(({ item }) => item), page: { ...page, ...(count && totalOf(items.length)) } };
}
