import { and, asc, eq, exists, gt, inArray, lte, or, sql, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Caller } from '../../access/caller.ts';
import type { Db } from '../../foundation/database/database.ts';
import type { Page } from '../../foundation/page/page.ts';
import { searchPage } from '../../edition/search/page.ts';
import { readQuestion } from '../../foundation/search/question.ts';
import { type Term } from '../../foundation/database/full-text.ts';
import { numbersAt } from '../../foundation/search/sequence.ts';
import { amongNumbers, type StorySearch } from '../../edition/search/search.ts';
import { matchIn, type Match } from '../../edition/search/match.ts';
import { facetToken } from '../../edition/search/texts.ts';
import { pictureIdsOf } from '../../edition/articles/content.ts';
import { findMediaItems } from '../../library/pictures/rows/store.ts';
import { withNames } from '../../library/names/find.ts';
import { maySeeAny } from '../stories/visible.ts';
import { findFilterRecords } from '../lists/filter-records.ts';
import { narrowedBy, type DeskFilters } from '../lists/filters.ts';
import { presentRows } from '../show/list.ts';
import { articles, articleVersions } from '../stories/table.ts';
import type { DeskArticleSummary } from '../show/desk-article.ts';
import { copyTexts, deskSearch } from '../stories/derived/index-copies.ts';

export const deskSearchSorts = ['relevance', '-savedAt', 'savedAt'] as const;

type Asked = Omit<DeskFilters, 'q'> & {
  q: string;
  sort: (typeof deskSearchSorts)[number];
  limit: number;
  cursor?: string | undefined;
  count?: boolean | undefined;
};

/**
 * One page of stories whose newest version matches a query, of those that the caller may see. Throws
 * `unknown-reference`.
 */
export async function searchDesk(
  db: Db,
  caller: Caller,
  { q, sort, limit, cursor, count = false, ...filters }: Asked,
  now: number,
): Promise<Page<DeskArticleSummary & { match: Match }>> {
  const terms = readQuestion(q);
  const search = {
    ...(await narrowed(db, caller, filters)),
    terms: await withNames(db, terms, { hiddenToo: true }),
  };
  const identity = { filters: { q, ...filters, caller: caller.id }, sort, limit, cursor, count };
  const { data, page } = await searchPage(db, deskSearch, search, identity);
  return { data: await hitsOf(db, data, terms, now), page };
}

/** The most selective filters are asked of the index, the others of each story; where few pass, the index is asked for their numbers. */
async function narrowed(
  db: Db,
  caller: Caller,
  { actor, kind, locale, ...others }: Omit<DeskFilters, 'q'>,
): Promise<Omit<StorySearch, 'terms'>> {
  const { section, agency, ...named } = await findFilterRecords(db, others);
  const { few, where } = await narrowedBy(db, others, named);
  const creators = maySeeAny(caller) ? actor : [caller.id];
  const facets = [
    creators?.map((id) => facetToken('creator', id)),
    ...(actor && !maySeeAny(caller) ? [actor.map((id) => facetToken('creator', id))] : []),
    kind?.map((one) => facetToken('kind', one)),
    locale?.map((one) => facetToken('locale', one)),
    section?.map((id) => facetToken('section', id)),
    agency?.map((id) => facetToken('agency', id)),
  ].flatMap((words) => (words ? [{ column: 'facets' as const, words }] : []));
  if (few) {
    const numbers = await numbersOf(db, and(where, inArray(articles.id, [...few])));
    return { facets, ...amongNumbers(numbers) };
  }
  const bounds = [
    await savedBy(db, articles.publishedAt, others.publishedTo),
    await savedBy(db, articles.createdAt, others.createdTo),
  ];
  const last = Math.min(...bounds.map(({ to = Infinity }) => to));
  return {
    facets,
    to: last < Infinity ? last : undefined,
    among: (seq) =>
      and(
        ...bounds.map(({ passes }) => passes?.(seq)),
        exists(
          db
            .select({ one: sql`1` })
            .from(articles)
            .where(and(eq(articles.searchSeq, seq), where)),
        ),
      ),
  };
}

/** Where no more stories of that time than these were saved since, they are let pass by their numbers. */
const mostSavedSince = 1000;

/** The numbers that stories may have whose `time` is `by` or earlier. */
async function savedBy(
  db: Db,
  time: PgColumn,
  by: number | undefined,
): Promise<{ to?: number; passes?: (seq: SQL) => SQL | undefined }> {
  if (by === undefined) return {};
  const { last } = numbersAt(by);
  const { searchSeq } = articles;
  const rows = await db
    .select({ searchSeq })
    .from(articles)
    .where(and(lte(time, by), gt(searchSeq, last)))
    .limit(mostSavedSince + 1);
  if (rows.length === 0) return { to: last };
  if (rows.length > mostSavedSince) return {};
  const since = rows.map((row) => row.searchSeq!);
  return {
    to: since.reduce((a, b) => Math.max(a, b)),
    passes: (seq) => or(lte(sql`+${seq}`, last), inArray(sql`+${seq}`, since)),
  };
}

/** In ascending order. */
async function numbersOf(db: Db, where: SQL | undefined): Promise<number[]> {
  const { searchSeq } = articles;
  const rows = await db.select({ searchSeq }).from(articles).where(where).orderBy(asc(searchSeq));
  return rows.flatMap((row) => row.searchSeq ?? []);
}

async function hitsOf(db: Db, seqs: number[], terms: Term[], now: number) {
  if (seqs.length === 0) return [];
  const found = await db
    .select({ article: articles, content: articleVersions.content })
    .from(articles)
    .innerJoin(
      articleVersions,
      and(eq(articleVersions.articleId, articles.id), eq(articleVersions.version, articles.copyVersion)),
    )
    .where(inArray(articles.searchSeq, seqs));
  const bySeq = new Map(found.map((one) => [one.article.searchSeq, one]));
  const rows = seqs.flatMap((seq) => bySeq.get(seq) ?? []);
  const pictures = await findMediaItems(
    db,
    rows.flatMap(({ content }) => pictureIdsOf(content)),
  );
  const summaries = await presentRows(
    db,
    rows.map(({ article }) => article),
    now,
  );
  return summaries.map((summary, index) => ({
    ...summary,
    match: matchIn(copyTexts(rows[index]!.content, pictures), terms, rows[index]!.content.locale),
  }));
}
