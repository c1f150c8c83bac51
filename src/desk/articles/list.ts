import { and, count, eq, gte, inArray, isNotNull, isNull, lte, type SQL } from 'drizzle-orm';
import type { Caller } from '../../access/caller.ts';
import { containsWords } from '../../foundation/database/contains.ts';
import type { Db } from '../../foundation/database/database.ts';
import { decodeCursor } from '../../foundation/page/cursor.ts';
import { after, inOrder } from '../../foundation/page/keyset.ts';
import { countLimit, pageOf, totalOf, type Page } from '../../foundation/page/page.ts';
import { unknownReference } from '../../foundation/problem.ts';
import { lookUp } from '../../library/records/store.ts';
import { sectionRoom } from '../../library/sections/room.ts';
import { withChildren } from '../../library/sections/tree.ts';
import { findActors, findSections } from './around.ts';
import type { DeskArticleSummary } from './desk-article.ts';
import { actorsIn, presentDeskSummary } from './present.ts';
import { articles, type ArticleRow } from './table.ts';

export const articleSorts = ['-updatedAt', 'updatedAt', '-createdAt', 'createdAt'] as const;

/** What a list is narrowed to. Several values of one filter mean any of them; times are UTC milliseconds. */
export type DeskFilters = {
  state?: ArticleRow['copyState'][] | undefined;
  publication?: ArticleRow['publication'][] | undefined;
  actor?: string[] | undefined;
  section?: string[] | undefined;
  kind?: ArticleRow['kind'][] | undefined;
  locale?: string[] | undefined;
  q?: string | undefined;
  updatedFrom?: number | undefined;
  updatedTo?: number | undefined;
  deleted?: boolean | undefined;
};

type Listing = DeskFilters & {
  sort: (typeof articleSorts)[number];
  limit: number;
  cursor?: string | undefined;
  count?: boolean | undefined;
};

/** One page of stories in whatever state, of those that the caller may know of. Throws `unknown-reference`. */
export async function listDeskArticles(
  db: Db,
  caller: Caller,
  { sort, limit, cursor, count: isCounted = false, ...filters }: Listing,
): Promise<Page<DeskArticleSummary>> {
  const own = caller.scopes.has('articles:any') ? undefined : caller.id;
  const list = { sort, filters: { ...filters, own } };
  const keyset = {
    columns: [sort.endsWith('createdAt') ? articles.createdAt : articles.updatedAt, articles.id],
    descending: sort.startsWith('-'),
  };
  const key = cursor === undefined ? undefined : decodeCursor(list, cursor, keyset.columns);
  const where = and(
    own === undefined ? undefined : eq(articles.createdBy, own),
    await conditionsOf(db, filters),
  );
  const rows = await db
    .select()
    .from(articles)
    .where(and(where, after(keyset, key)))
    .orderBy(...inOrder(keyset))
    .limit(limit + 1);
  const { data, page } = pageOf(rows, limit, list, (row) => [
    sort.endsWith('createdAt') ? row.createdAt : row.updatedAt,
    row.id,
  ]);
  const people = await findActors(db, data.flatMap(actorsIn));
  const sections = await findSections(
    db,
    data.map(({ sectionId }) => sectionId),
  );
  return {
    data: data.map((row) => presentDeskSummary(row, people, sections)),
    page: { ...page, ...(isCounted ? await countWhere(db, where) : {}) },
  };
}

async function countWhere(db: Db, where: SQL | undefined) {
  const some = db
    .select({ id: articles.id })
    .from(articles)
    .where(where)
    .limit(countLimit + 1)
    .as('some');
  const [row] = await db.select({ counted: count() }).from(some);
  return totalOf(row!.counted);
}

async function conditionsOf(db: Db, filters: DeskFilters): Promise<SQL | undefined> {
  const { state, publication, actor, section, kind, locale, q, updatedFrom, updatedTo, deleted } = filters;
  return and(
    deleted ? isNotNull(articles.deletedAt) : isNull(articles.deletedAt),
    state && inArray(articles.copyState, state),
    publication && inArray(articles.publication, publication),
    actor && inArray(articles.createdBy, actor),
    section && inArray(articles.sectionId, await sectionsOf(db, section)),
    kind && inArray(articles.kind, kind),
    locale && inArray(articles.locale, locale),
    q === undefined ? undefined : containsWords(articles.searchText, q),
    updatedFrom === undefined ? undefined : gte(articles.updatedAt, updatedFrom),
    updatedTo === undefined ? undefined : lte(articles.updatedAt, updatedTo),
  );
}

async function sectionsOf(db: Db, names: string[]): Promise<string[]> {
  const { ids, faults } = await lookUp(
    db,
    sectionRoom,
    names.map((reference) => ({ reference, where: { parameter: 'section' } })),
  );
  if (faults.length > 0) throw unknownReference(faults);
  return [
    ...(await withChildren(
      db,
      names.map((name) => ids.get(name)!),
    )),
  ];
}
