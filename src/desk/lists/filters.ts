/** The filters of the desk's lists, as conditions that read few rows. */
import { and, eq, exists, inArray, isNotNull, isNull, not, sql, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { containsWords } from '../../foundation/database/contains.ts';
import type { Db } from '../../foundation/database/database.ts';
import { findMatches, holdsAny } from '../../foundation/database/full-text.ts';
import { withoutIndex } from '../../foundation/database/plan.ts';
import { isSet } from '../../foundation/database/prepared.ts';
import { facetToken } from '../../edition/search/texts.ts';
import { withNarrower } from '../../library/subjects/store.ts';
import { deskSearch } from '../stories/derived/index-copies.ts';
import { articleReferences, articles, articleSubjects, type ArticleRow } from '../stories/table.ts';
import { findFilterRecords, type FilterRecords } from './filter-records.ts';

/** The filters of a list. Several values of one filter mean any of them; times are UTC milliseconds. */
export type DeskFilters = {
  state?: ArticleRow['copyState'][] | undefined;
  publication?: ArticleRow['publication'][] | undefined;
  actor?: string[] | undefined;
  section?: string[] | undefined;
  agency?: string[] | undefined;
  byline?: string[] | undefined;
  topic?: string[] | undefined;
  subject?: string[] | undefined;
  kind?: ArticleRow['kind'][] | undefined;
  locale?: string[] | undefined;
  q?: string | undefined;
  hasUnpublishedChanges?: boolean | undefined;
  updatedFrom?: number | undefined;
  updatedTo?: number | undefined;
  createdFrom?: number | undefined;
  createdTo?: number | undefined;
  publishedFrom?: number | undefined;
  publishedTo?: number | undefined;
  deleted?: boolean | undefined;
};

/** The conditions of the filters, for a list in the order of that column. Throws `unknown-reference`. */
export async function conditionsOf(db: Db, filters: DeskFilters, order: string): Promise<SQL | undefined> {
  const records = await findFilterRecords(db, filters);
  const { few, where } = await narrowedBy(db, filters, records, order);
  return and(where, few && inArray(articles.id, [...few]));
}

/**
 * The ids of the stories that some of the filters fit, where these are few, and the conditions that they must meet as well.
 * `records` are the ids of what the filters name; `order` is the column in whose order a list is walked: a search walks none.
 */
export async function narrowedBy(db: Db, filters: DeskFilters, records: FilterRecords, order?: string) {
  const { state, publication, actor, q, deleted, hasUnpublishedChanges } = filters;
  const { updatedFrom, updatedTo, publishedFrom, publishedTo } = filters;
  const { few, conditions } = await narrowed(await narrowingOf(db, filters, records, order));
  const where = and(
    deleted ? isNotNull(articles.deletedAt) : isNull(articles.deletedAt),
    state && inArray(articles.copyState, state),
    publication && inArray(articles.publication, publication),
    actor && inArray(articles.createdBy, actor),
    q === undefined ? undefined : containsWords(articles.searchText, q),
    changedSince(hasUnpublishedChanges),
    ...within(articles.updatedAt, updatedFrom, updatedTo),
    ...within(withoutIndex(articles.publishedAt), publishedFrom, publishedTo),
    ...conditions,
  );
  return { few, where };
}

function changedSince(isWanted: boolean | undefined): SQL | undefined {
  if (isWanted === undefined) return undefined;
  // So that the index of copies that differ is used, even where the engine does not know how few they are.
  const isChanged = and(isSet(articles.copyDiffers), eq(withoutIndex(articles.publication), 'live'))!;
  return isWanted ? isChanged : not(isChanged);
}

function within(time: PgColumn | SQL, from: number | undefined, to: number | undefined): (SQL | undefined)[] {
  return [
    from === undefined ? undefined : sql`${time} >= ${from}`,
    to === undefined ? undefined : sql`${time} <= ${to}`,
  ];
}

/** A filter that has an index: it finds the ids of its stories, unless they are many, and says of a story whether it fits. */
type Narrowing = { find: () => Promise<Set<string> | undefined>; fits: SQL | undefined };

/** Where a filter fits more stories than these, they are not sorted: the list is walked, and each of its rows checked. */
const mostSorted = 1000;

/** Filters that fit few stories become these stories, or what they have in common. */
async function narrowed(filters: Narrowing[]) {
  const conditions: (SQL | undefined)[] = [];
  let few: Set<string> | undefined;
  for (const { find, fits } of filters) {
    const ids = await find();
    if (ids) few = few?.intersection(ids) ?? ids;
    else conditions.push(fits);
  }
  return { few, conditions };
}

async function narrowingOf(
  db: Db,
  filters: DeskFilters,
  { section, agency, byline, topic }: FilterRecords,
  order: string | undefined,
): Promise<Narrowing[]> {
  const { kind, locale, subject, createdFrom, createdTo } = filters;
  const created = order === 'createdAt' ? articles.createdAt : withoutIndex(articles.createdAt);
  const isCreated = createdFrom !== undefined || createdTo !== undefined;
  const ofCreation = {
    find: idsWhere(db, and(...within(articles.createdAt, createdFrom, createdTo))),
    fits: and(...within(created, createdFrom, createdTo)),
  };
  return [
    ...(order === undefined ? ofStates(db, filters) : []),
    ...(section ? [ofColumn(db, articles.sectionId, section, order)] : []),
    ...(agency ? [ofColumn(db, articles.agencyId, agency, order)] : []),
    ...(kind ? [ofFacet(db, 'kind', kind)] : []),
    ...(locale ? [ofFacet(db, 'locale', locale)] : []),
    ...(byline ? [ofReferences(db, byline)] : []),
    ...(topic ? [ofReferences(db, topic)] : []),
    ...(subject
      ? [ofRows(db, articleSubjects, inArray(articleSubjects.code, [...(await withNarrower(db, subject))]))]
      : []),
    ...(isCreated ? [ofCreation] : []),
  ];
}

/** Filters by which a list is walked in its order. */
function ofStates(db: Db, filters: DeskFilters): Narrowing[] {
  const { state, publication, hasUnpublishedChanges, deleted, publishedFrom, publishedTo } = filters;
  const conditions = [
    state && inArray(articles.copyState, state),
    publication && inArray(articles.publication, publication),
    hasUnpublishedChanges ? changedSince(true) : undefined,
    deleted ? isNotNull(articles.deletedAt) : undefined,
    and(...within(articles.publishedAt, publishedFrom, publishedTo)),
  ];
  return conditions.flatMap((where) => (where ? [{ find: idsWhere(db, where), fits: undefined }] : []));
}

function ofColumn(db: Db, column: PgColumn, values: string[], order: string | undefined): Narrowing {
  // The indexes of these columns go on with `updatedAt`.
  const isInOrder = values.length === 1 && order === 'updatedAt';
  return {
    find: idsWhere(db, inArray(column, values)),
    fits: isInOrder ? eq(column, values[0]) : inArray(withoutIndex(column), values),
  };
}

/** What the index of words knows of every copy. */
function ofFacet(db: Db, facet: 'kind' | 'locale', values: string[]): Narrowing {
  const words = values.map((value) => facetToken(facet, value));
  const asked = { expression: holdsAny(words, 'facets'), limit: mostSorted + 1 };
  return {
    async find() {
      const found = await findMatches(db, deskSearch, asked);
      return found.length > mostSorted ? undefined : idsWhere(db, inArray(articles.searchSeq, found))();
    },
    fits: inArray(withoutIndex(articles[facet]), values),
  };
}

function idsWhere(db: Db, where: SQL | undefined): Narrowing['find'] {
  return () =>
    unlessMany(
      db
        .select({ id: articles.id })
        .from(articles)
        .where(where)
        .limit(mostSorted + 1),
    );
}

async function unlessMany(rows: PromiseLike<{ id: string }[]>): Promise<Set<string> | undefined> {
  const found = await rows;
  return found.length > mostSorted ? undefined : new Set(found.map(({ id }) => id));
}

/** What the newest or the scheduled version names. */
function ofReferences(db: Db, ids: string[]): Narrowing {
  const { target, inCopy } = articleReferences;
  return ofRows(db, articleReferences, and(inArray(target, ids), isSet(inCopy)));
}

function ofRows(
  db: Db,
  table: typeof articleReferences | typeof articleSubjects,
  where: SQL | undefined,
): Narrowing {
  const { articleId } = table;
  const rows = db
    .select({ id: articleId })
    .from(table as typeof articleSubjects)
    .$dynamic();
  const ofStory = db
    .select({ id: articleId })
    .from(table as typeof articleSubjects)
    .where(and(where, eq(articleId, articles.id)));
  return { find: () => unlessMany(rows.where(where).limit(mostSorted + 1)), fits: exists(ofStory) };
}
