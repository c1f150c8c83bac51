import { and, eq, exists, sql } from 'drizzle-orm';
import type { Db } from '../../foundation/database/database.ts';
import { emptyPage, type Page } from '../../foundation/page/page.ts';
import { fromKeptLibrary } from '../show/library.ts';
import { searchPage } from './page.ts';
import { idToken } from '../../foundation/search/words.ts';
import { readQuestion } from '../../foundation/search/question.ts';
import { amongNumbers, type StorySearch } from './search.ts';
import { numbersAt } from '../../foundation/search/sequence.ts';
import type { MediaItem } from '../../library/pictures/rows/store.ts';
import { withNames } from '../../library/names/find.ts';
import { pictureIdsOf } from '../articles/content.ts';
import {
  filterConditions,
  fitNothing,
  narrowedTimes,
  storyPath,
  type ArticleFilters,
} from '../articles/filters.ts';
import { findByNumber } from '../articles/find.ts';
import { type ArticleListing, numbersOf } from '../articles/list.ts';
import { liveArticles, type LiveRow } from '../articles/table.ts';
import { liveSearch } from './index-stories.ts';
import { matchIn, type Match } from './match.ts';
import { facetToken, textsOf } from './texts.ts';

export const searchSorts = ['relevance', '-publishedAt', 'publishedAt'] as const;

type Asked = {
  q: string;
  filters: Omit<ArticleFilters, 'ids'>;
  sort: (typeof searchSorts)[number];
  limit: number;
  cursor?: string | undefined;
  count: boolean;
};

/** A live story that matches, and where. */
export type Hit = { row: LiveRow; match: Match };

/** One page of the live stories that match a query, and their pictures by id. */
export async function searchLive(
  db: Db,
  asked: Asked,
): Promise<Page<Hit> & { pictures: Map<string, MediaItem> }> {
  const { q, filters, sort, limit, cursor, count } = asked;
  if (fitNothing(filters)) return { ...emptyPage(limit, count), pictures: new Map() };
  const terms = readQuestion(q);
  const search = {
    ...(await narrowed(db, filters)),
    terms: await withNames(db, terms, { hiddenToo: false }),
  };
  const identity = { filters: { q, ...filters }, sort, limit, cursor, count };
  const { data, page } = await searchPage(db, liveSearch, search, identity);
  const rows = await findByNumber(db, data);
  const pictures = await fromKeptLibrary.pictures(
    db,
    rows.flatMap(({ content, body }) => pictureIdsOf({ ...content, body: body.value })),
  );
  const hits = rows.map((row) => ({
    row,
    match: matchIn(textsOf({ ...row, body: row.body.value, pictures }), terms, row.locale),
  }));
  return { data: hits, page, pictures };
}

/** Up to so many stories that pass are looked for by their numbers. Where more pass, each match is checked: some pass soon. */
const few = 100;

/** Each subject is an index range of its own, and a topic of the vocabulary may have hundreds below it. */
const mostSubjects = 50;

/** The filters that the index answers, and a condition per story for the others. */
async function narrowed(db: Db, filters: Asked['filters']): Promise<Omit<StorySearch, 'terms'>> {
  const { topics, bylines, sections, agencies, kinds, locales, urgencyMax, ...others } = filters;
  const named = [topics, bylines].flatMap((ids) =>
    ids ? [{ column: 'names' as const, words: ids.map(idToken) }] : [],
  );
  const facets = [
    sections?.map((section) => facetToken('section', section)),
    agencies?.map((agency) => facetToken('agency', agency)),
    kinds?.map((kind) => facetToken('kind', kind)),
    locales?.map((locale) => facetToken('locale', locale)),
    urgencyMax && Array.from({ length: urgencyMax }, (_, index) => facetToken('urgency', String(index + 1))),
  ].flatMap((words) => (words ? [{ column: 'facets' as const, words }] : []));
  const search = { facets: [...named, ...facets] };
  if (Object.values(others).every((value) => value === undefined)) return search;
  const sort = leadingSort(others);
  const passing = sort && (await numbersOf(db, { filters: others, sort }, few));
  if (passing) return { ...search, ...amongNumbers(passing) };
  const { publishedFrom, publishedTo } = narrowedTimes(others, 'publishedAt');
  return {
    ...search,
    from: publishedFrom === undefined ? undefined : numbersAt(publishedFrom).first,
    to: publishedTo === undefined ? undefined : numbersAt(publishedTo).last,
    among: (seq) =>
      exists(
        db
          .select({ one: sql`1` })
          .from(liveArticles)
          .where(and(eq(liveArticles.seq, seq), filterConditions(db, storyPath, others, 'publishedAt'))),
      ),
  };
}

/** The order in which an index has the stories that pass; undefined where they could only be found by reading many others. */
function leadingSort({ breaking, subjects, ...times }: ArticleFilters): ArticleListing['sort'] | undefined {
  const { publishedFrom, publishedTo, updatedFrom, updatedTo } = times;
  if (breaking && !subjects) return '-publishedAt';
  if (breaking !== undefined || publishedFrom !== undefined || publishedTo !== undefined) return undefined;
  if (!subjects) return '-updatedAt';
  const isUpdated = updatedFrom !== undefined || updatedTo !== undefined;
  return isUpdated || subjects.length > mostSubjects ? undefined : '-publishedAt';
}
