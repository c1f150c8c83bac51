import { and, asc, desc, eq, getTableColumns, inArray, type Placeholder, sql, type SQL } from 'drizzle-orm';
import type { Db } from '../../foundation/database/database.ts';
import { dialectOf } from '../../foundation/database/dialect.ts';
import { prepared, preparedForIds } from '../../foundation/database/prepared.ts';
import { decodeCursor, type PageKey } from '../../foundation/page/cursor.ts';
import { after, inOrder, keyPlaces, keyValues } from '../../foundation/page/keyset.ts';
import { countLimit, emptyPage, pageOf, type Page } from '../../foundation/page/page.ts';
import { countOf } from '../../foundation/page/read.ts';
import {
  filterConditions,
  fitNothing,
  narrowedTimes,
  pathsOf,
  type ArticleFilters,
  type SortTime,
} from './filters.ts';
import { liveArticles, type LiveRow } from './table.ts';

export const liveSorts = ['-publishedAt', 'publishedAt', '-updatedAt', 'updatedAt'] as const;
export type ArticleSort = (typeof liveSorts)[number];

export type ArticleListing = {
  filters: ArticleFilters;
  sort: ArticleSort;
  limit: number;
  cursor?: string | undefined;
  /** Whole stories instead of summaries. */
  whole: boolean;
  count: boolean;
};

/** A live story as a list reads it: without its body, unless whole stories were asked for. */
export type ListedRow = Omit<LiveRow, 'body'> & Partial<Pick<LiveRow, 'body'>>;

/** One page of live stories: two statements, and a third for the count. */
export async function listLive(db: Db, listing: ArticleListing): Promise<Page<ListedRow>> {
  const { filters, sort, limit, cursor, count } = listing;
  if (fitNothing(filters)) return emptyPage(limit, count);
  const list = { sort, filters };
  const key =
    cursor === undefined
      ? undefined
      : decodeCursor(list, cursor, [liveArticles.publishedAt, liveArticles.id]);
  const narrowed = { ...listing, filters: narrowedTimes(filters, timeOf(sort)) };
  const { form, values } = formOf(narrowed, key);
  const keys: { at: number; id: string; bytes?: number }[] = await nextKeys(db, values, form);
  const { data, page } = pageOf(keys, limit, list, ({ at, id }) => [at, id], howManyFit(keys));
  const rows = await rowsOf(
    db,
    data.map(({ id }) => id),
    listing.whole,
  );
  return { data: rows, page: { ...page, ...(count ? await countLive(db, narrowed) : {}) } };
}

/** As stored: 1 MiB, which makes about 2 MB in a feed that has the text twice. */
const mostBytes = 1024 * 1024;

/** How many stories fit in one answer: at least one. Summaries have no `bytes`. */
function howManyFit(keys: { bytes?: number }[]): number {
  let sum = 0;
  const first = keys.findIndex(({ bytes = 0 }) => (sum += bytes) > mostBytes);
  return first < 0 ? keys.length : Math.max(1, first);
}

function countLive(db: Db, listing: ArticleListing) {
  return countOf(db, keyRows(db, listing, { hasKey: false, limit: countLimit + 1 }));
}

const nextKeys = prepared((db, form: string) => {
  const { hasKey, ...listing } = JSON.parse(form, valueGiven) as Form;
  const keys = keyRows(db, listing, { hasKey, limit: sql.placeholder('limit') });
  if (!listing.whole) return keys;
  const page = keys.as('page');
  const id = sql<string>`key_id`;
  const order = listing.sort.startsWith('-') ? desc : asc;
  return db
    .select({ at: sql<number>`key_at`, id, bytes: bytesStored(id) })
    .from(page)
    .orderBy(order(sql.identifier('key_at')), order(sql.identifier('key_id')));
});

/** Known without reading the text. */
function bytesStored(id: SQL): SQL<number> {
  const { content, body } = liveArticles;
  return sql`(SELECT octet_length(CAST(${content} AS text)) + octet_length(CAST(${body} AS text)) FROM ${liveArticles} WHERE ${liveArticles.id} = ${id})`;
}

type Form = Pick<ArticleListing, 'filters' | 'sort' | 'whole'> & { hasKey: boolean };

// Lists with the same form share one prepared statement; everything else is a value. There are few forms in practice.
function formOf({ filters, sort, limit, whole }: ArticleListing, key: PageKey | undefined) {
  const values: Record<string, unknown> = { ...keyValues(key), limit: limit + 1 };
  function named(name: string, value: unknown): string {
    values[name] = value;
    return `?${name}`;
  }
  const form = JSON.stringify({ sort, whole, hasKey: key !== undefined, filters }, (name, value: unknown) => {
    if (Array.isArray(value)) return value.map((one, index) => named(`${name}${index}`, one));
    return timeFilters.has(name) && value !== undefined ? named(name, value) : value;
  });
  return { form, values };
}

const timeFilters = new Set(['publishedFrom', 'publishedTo', 'updatedFrom', 'updatedTo']);

// Names of values start with a question mark; a sort does not.
function valueGiven(_name: string, value: unknown): unknown {
  return typeof value === 'string' && value.startsWith('?') ? sql.placeholder(value.slice(1)) : value;
}

// Each value of the leading filter is a path along an index that has the order of the list. The engine merges them row
// by row and stops at the limit: nothing is sorted. One that sorts a union is given no more of each path than the limit.
function keyRows(
  db: Db,
  { filters, sort }: Pick<ArticleListing, 'filters' | 'sort'>,
  { hasKey, limit }: { hasKey: boolean; limit: number | Placeholder },
) {
  const descending = sort.startsWith('-');
  const time = timeOf(sort);
  const { paths, rest } = pathsOf(filters);
  const walks = paths.map((path) => {
    const { table, id, [time]: at, where } = path;
    const keyset = { columns: [at, id], descending };
    const rows = db
      .select({
        at: sql<number>`${at}`.as('key_at'),
        id: sql<string>`${id}`.as('key_id'),
      })
      .from(table)
      .$dynamic();
    const stories = table === liveArticles ? rows : rows.innerJoin(liveArticles, eq(liveArticles.id, id));
    return {
      keyset,
      rows: stories.where(
        and(
          where,
          hasKey ? after(keyset, keyPlaces(keyset)) : undefined,
          filterConditions(db, path, rest, time),
        ),
      ),
    };
  });
  const [{ rows, keyset }, ...others] = walks as [(typeof walks)[number], ...typeof walks];
  if (others.length === 0) return rows.orderBy(...inOrder(keyset)).limit(limit);
  const { sortsUnions } = dialectOf(db);
  const [first, ...next] = walks.map(({ rows: walk, keyset: own }) =>
    sortsUnions ? walk.orderBy(...inOrder(own)).limit(limit) : walk,
  ) as [typeof rows, ...(typeof rows)[]];
  const order = descending ? desc : asc;
  return next
    .reduce<typeof rows>((merged, walk) => merged.union(walk), first)
    .orderBy(order(sql.identifier('key_at')), order(sql.identifier('key_id')))
    .limit(limit);
}

function timeOf(sort: ArticleSort): SortTime {
  return sort.endsWith('publishedAt') ? 'publishedAt' : 'updatedAt';
}

async function rowsOf(db: Db, ids: string[], whole: boolean): Promise<ListedRow[]> {
  const rows: ListedRow[] = await (whole ? wholeAmong : listedAmong)(db, ids);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((wanted) => byId.get(wanted) ?? []);
}

/** Live stories without their bodies, by id; one query. */
export async function findListed(db: Db, ids: Iterable<string>): Promise<Map<string, ListedRow>> {
  const rows = await listedAmong(db, ids);
  return new Map(rows.map((row) => [row.id, row]));
}

/** The numbers of the stories that pass, in ascending order; undefined where they are more than `most`. */
export async function numbersOf(
  db: Db,
  { filters, sort }: Pick<ArticleListing, 'filters' | 'sort'>,
  most: number,
): Promise<number[] | undefined> {
  const { form, values } = formOf({ filters, sort, limit: most, whole: false, count: false }, undefined);
  const rows = await numbersIn(db, values, form);
  return rows.length > most ? undefined : rows.map(({ seq }) => seq);
}

const numbersIn = prepared((db, form: string) => {
  const listing = JSON.parse(form, valueGiven) as Form;
  const passing = keyRows(db, listing, { hasKey: false, limit: sql.placeholder('limit') }).as('passing');
  return db
    .select({ seq: liveArticles.seq })
    .from(liveArticles)
    .where(inArray(liveArticles.id, db.select({ id: sql`key_id` }).from(passing)))
    .orderBy(asc(liveArticles.seq));
});

const { body: _, ...listed } = getTableColumns(liveArticles);
const wholeAmong = preparedForIds((db, among) =>
  db.select().from(liveArticles).where(among(liveArticles.id)),
);
const listedAmong = preparedForIds((db, among) =>
  db.select(listed).from(liveArticles).where(among(liveArticles.id)),
);
