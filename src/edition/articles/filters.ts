import { and, eq, exists, gte, inArray, lte, sql, type SQL } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { Db } from '../../foundation/database/database.ts';
import { withoutIndex } from '../../foundation/database/plan.ts';
import type { ArticleContent } from './content.ts';
import { liveArticleBylines, liveArticles, liveArticleSubjects, liveArticleTopics } from './table.ts';

/** The filters of a list. Several values of one filter mean any of them; times are UTC milliseconds. */
export type ArticleFilters = {
  ids?: string[] | undefined;
  topics?: string[] | undefined;
  bylines?: string[] | undefined;
  /** Codes of subjects, with those below them. */
  subjects?: string[] | undefined;
  sections?: string[] | undefined;
  agencies?: string[] | undefined;
  breaking?: boolean | undefined;
  urgencyMax?: number | undefined;
  kinds?: ArticleContent['kind'][] | undefined;
  locales?: string[] | undefined;
  publishedFrom?: number | undefined;
  publishedTo?: number | undefined;
  updatedFrom?: number | undefined;
  updatedTo?: number | undefined;
};

/** An index range that has the order of the list. */
export type Path = {
  table: PgTable;
  id: PgColumn;
  publishedAt: PgColumn;
  updatedAt: PgColumn;
  where: SQL | undefined;
};

export type SortTime = 'publishedAt' | 'updatedAt';

// With more values, reading the whole list is cheaper than one path per value.
const mostPaths = 50;
// A subject has up to 350 below it, and few stories may have any of them; an engine may merge 500 paths at most.
const mostSubjectPaths = 400;

const stories = liveArticles;
/** The path of the whole list. */
export const storyPath = {
  table: stories,
  id: stories.id,
  publishedAt: stories.publishedAt,
  updatedAt: stories.updatedAt,
  where: undefined,
};

/** The paths of the most selective filter, one per value, and the filters that are left to check per row. */
export function pathsOf(filters: ArticleFilters): { paths: Path[]; rest: ArticleFilters } {
  const { ids, ...others } = filters;
  const { topics, bylines, subjects, sections, agencies, breaking, urgencyMax, kinds, locales } = others;
  if (ids) return { paths: [{ ...storyPath, where: inArray(stories.id, ids) }], rest: others };
  if (few(topics))
    return {
      paths: linkPaths(liveArticleTopics, liveArticleTopics.topicId, topics),
      rest: { ...others, topics: undefined },
    };
  if (few(bylines))
    return {
      paths: linkPaths(liveArticleBylines, liveArticleBylines.bylineId, bylines),
      rest: { ...others, bylines: undefined },
    };
  if (few(subjects, mostSubjectPaths))
    return {
      paths: linkPaths(liveArticleSubjects, liveArticleSubjects.code, subjects),
      rest: { ...others, subjects: undefined },
    };
  if (few(sections))
    return { paths: storyPaths(stories.sectionId, sections), rest: { ...others, sections: undefined } };
  if (few(agencies))
    return { paths: storyPaths(stories.agencyId, agencies), rest: { ...others, agencies: undefined } };
  if (breaking)
    return { paths: storyPaths(stories.breaking, [true]), rest: { ...others, breaking: undefined } };
  if (few(kinds)) return { paths: storyPaths(stories.kind, kinds), rest: { ...others, kinds: undefined } };
  if (few(locales))
    return { paths: storyPaths(stories.locale, locales), rest: { ...others, locales: undefined } };
  // Last, since most stories match the higher values of this filter.
  if (urgencyMax)
    return {
      paths: storyPaths(stories.urgency, upTo(urgencyMax)),
      rest: { ...others, urgencyMax: undefined },
    };
  return { paths: [storyPath], rest: others };
}

/**
 * The same filters, with the times of the list's order as narrow as the others make them: no story is updated before it is
 * first published. So a list starts at the first story that may fit, and not at the end of its order.
 */
export function narrowedTimes(filters: ArticleFilters, time: SortTime): ArticleFilters {
  const { publishedFrom, publishedTo, updatedFrom, updatedTo } = filters;
  return time === 'publishedAt'
    ? { ...filters, publishedTo: both(Math.min, publishedTo, updatedTo) }
    : { ...filters, updatedFrom: both(Math.max, updatedFrom, publishedFrom) };
}

function both(
  narrower: typeof Math.min,
  one: number | undefined,
  other: number | undefined,
): number | undefined {
  return one === undefined || other === undefined ? (one ?? other) : narrower(one, other);
}

/** The remaining conditions, written so that the planner does not choose another index for them. */
export function filterConditions(
  db: Db,
  path: Path,
  filters: ArticleFilters,
  time: SortTime,
): SQL | undefined {
  const { topics, bylines, subjects, sections, agencies, breaking, urgencyMax, kinds, locales } = filters;
  const { publishedFrom, publishedTo, updatedFrom, updatedTo } = filters;
  const publishedAt = time === 'publishedAt' ? sql`${path.publishedAt}` : withoutIndex(stories.publishedAt);
  const updatedAt = time === 'updatedAt' ? sql`${path.updatedAt}` : withoutIndex(stories.updatedAt);
  return and(
    topics && linked(db, liveArticleTopics, liveArticleTopics.topicId, topics),
    bylines && linked(db, liveArticleBylines, liveArticleBylines.bylineId, bylines),
    subjects && linked(db, liveArticleSubjects, liveArticleSubjects.code, subjects),
    sections && inArray(withoutIndex(stories.sectionId), sections),
    agencies && inArray(withoutIndex(stories.agencyId), agencies),
    breaking === undefined ? undefined : eq(withoutIndex(stories.breaking), breaking ? 1 : 0),
    urgencyMax === undefined ? undefined : lte(withoutIndex(stories.urgency), urgencyMax),
    kinds && inArray(withoutIndex(stories.kind), kinds),
    locales && inArray(withoutIndex(stories.locale), locales),
    publishedFrom === undefined ? undefined : gte(publishedAt, publishedFrom),
    publishedTo === undefined ? undefined : lte(publishedAt, publishedTo),
    updatedFrom === undefined ? undefined : gte(updatedAt, updatedFrom),
    updatedTo === undefined ? undefined : lte(updatedAt, updatedTo),
  );
}

/** Whether a filter names nothing that is public any more, so that no story fits. */
export function fitNothing(filters: ArticleFilters): boolean {
  return Object.values(filters).some((values) => Array.isArray(values) && values.length === 0);
}

function few<T>(values: T[] | undefined, most = mostPaths): values is T[] {
  return values !== undefined && values.length > 0 && values.length <= most;
}

function storyPaths(column: PgColumn, values: unknown[]): Path[] {
  return values.map((value) => ({ ...storyPath, where: eq(column, value) }));
}

type LinkTable = typeof liveArticleBylines | typeof liveArticleSubjects | typeof liveArticleTopics;

function linkPaths(table: LinkTable, column: PgColumn, values: string[]): Path[] {
  const { articleId: id, publishedAt, updatedAt } = table;
  return values.map((value) => ({ table, id, publishedAt, updatedAt, where: eq(column, value) }));
}

function linked(db: Db, table: LinkTable, column: PgColumn, values: string[]): SQL {
  return exists(
    db
      .select({ one: sql`1` })
      .from(table as typeof liveArticleTopics)
      .where(and(eq(table.articleId, stories.id), inArray(column, values))),
  );
}

function upTo(most: number): number[] {
  return Array.from({ length: most }, (_, index) => index + 1);
}
