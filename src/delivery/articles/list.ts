import type { Db } from '../../foundation/database/database.ts';
import type { LoadClass } from '../../foundation/http/admission/load-class.ts';
import { type Fault, unknownReference } from '../../foundation/problem.ts';
import { loadEmbedded } from '../../edition/show/embedded.ts';
import type { ArticleFilters } from '../../edition/articles/filters.ts';
import { listLive } from '../../edition/articles/list.ts';
import { presentArticle, presentSummary } from '../../edition/show/present.ts';
import type { Article, ArticleSummary, BodyForm } from '../../edition/show/schema.ts';
import type { LiveRow } from '../../edition/articles/table.ts';
import { agencyType } from '../../library/agencies/record-type.ts';
import { bylineType } from '../../library/bylines/record-type.ts';
import { lookUpPublic } from '../../library/records/look-up-public.ts';
import { findMerged, idsMeaning } from '../../library/records/merged.ts';
import { sectionType } from '../../library/sections/record-type.ts';
import { withChildren } from '../../library/sections/tree.ts';
import { findSubjects, withNarrower } from '../../library/subjects/store.ts';
import type { Site } from '../../library/site.ts';
import { topicType } from '../../library/topics/record-type.ts';
import type { NarrowedPage } from '../answers/page.ts';
import type { ArticleListQuery } from './query.ts';

/**
 * One page of live stories, each as a function that presents it: the text of many takes long to write, which is no work
 * for the reading transaction (`oneByOne`). Throws `unknown-reference` with all unknown values of filters.
 */
export async function listArticles(
  db: Db,
  query: Omit<ArticleListQuery, 'body'> & { body?: BodyForm | 'stored' | undefined },
  site: Site,
): Promise<NarrowedPage<() => Article | ArticleSummary>> {
  const { sort, limit, cursor, body = 'blocks', count = false } = query;
  const whole = query.include?.includes('body') ?? false;
  const { filters, narrowedTo } = await narrowedBy(db, query);
  const { data, page } = await listLive(db, {
    filters,
    sort,
    limit,
    cursor,
    whole,
    count,
  });
  const embedded = await loadEmbedded(db, data, { areLive: true, whole, asked: query });
  return {
    data: data.map(
      (row) => () =>
        whole ? presentArticle(row as LiveRow, embedded, site, body) : presentSummary(row, embedded, site),
    ),
    page,
    narrowedTo,
  };
}

/** Whole stories, and long pages, take many times as long as a usual page. */
export function loadOfList(query: string): LoadClass {
  const parameters = new URLSearchParams(query);
  const isWhole = parameters.getAll('include').some((names) => names.split(',').includes('body'));
  return isWhole || Number(parameters.get('limit')) > 50 ? 'heavy' : 'public';
}

type Filters = Omit<
  ArticleListQuery,
  'sort' | 'limit' | 'cursor' | 'body' | 'include' | 'count' | 'captionLocale' | 'ratio'
>;

/**
 * The filters of a list or a search, by id; what was hidden fits no story. With the ids of all records that were named: an
 * answer needs their keys, without one of them it is another. Throws `unknown-reference` with all unknown values.
 */
export async function narrowedBy(
  db: Db,
  query: Filters,
): Promise<{ filters: ArticleFilters; narrowedTo: string[] }> {
  const { ids, kind, locale, publishedFrom, publishedTo, updatedFrom, updatedTo, breaking, urgencyMax } =
    query;
  const found = {
    section: await lookUpPublic(db, sectionType, named('section', query.section)),
    topic: await lookUpPublic(db, topicType, named('topic', query.topic)),
    byline: await lookUpPublic(db, bylineType, named('byline', query.byline)),
    agency: await lookUpPublic(db, agencyType, named('agency', query.agency)),
  };
  const faults = [
    ...Object.values(found).flatMap(({ faults }) => faults),
    ...(await unknownSubjects(db, query.subject)),
  ];
  if (faults.length > 0) throw unknownReference(faults);
  function idsOf(kind: keyof typeof found): string[] | undefined {
    return (
      query[kind] && [...new Set(query[kind].flatMap((name) => found[kind].found.get(name)?.id ?? []))].sort()
    );
  }
  const merged = await findMerged(
    db,
    (['topic', 'byline', 'agency'] as const).flatMap((kind) => idsOf(kind) ?? []),
  );
  // Stories published before a merge still have the id of the merged record.
  function allIdsOf(kind: keyof typeof found): string[] | undefined {
    return idsOf(kind)
      ?.flatMap((id) => idsMeaning(id, merged))
      .sort();
  }
  const sections = idsOf('section');
  const filters = {
    ids,
    topics: allIdsOf('topic'),
    subjects: query.subject && [...(await withNarrower(db, query.subject))].sort(),
    bylines: allIdsOf('byline'),
    sections: sections && [...(await withChildren(db, sections))].sort(),
    agencies: allIdsOf('agency'),
    breaking,
    urgencyMax,
    kinds: kind,
    locales: locale,
    publishedFrom,
    publishedTo,
    updatedFrom,
    updatedTo,
  };
  return { filters, narrowedTo: Object.values(found).flatMap(({ known }) => known) };
}

/** A fault for each code that the vocabulary does not know; none without a vocabulary. */
async function unknownSubjects(db: Db, codes: string[] = []): Promise<Fault[]> {
  const known = await findSubjects(db, codes);
  return codes
    .filter((code) => known.get(code) === null)
    .map((code) => ({ parameter: 'subject', detail: `There is no subject "${code}".` }));
}

function named(parameter: string, names: string[] = []) {
  return names.map((reference) => ({ reference, where: { parameter } }));
}
