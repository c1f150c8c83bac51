import { and, asc, eq, or } from 'drizzle-orm';
import type { Caller } from '../../../access/caller.ts';
import type { Db } from '../../../foundation/database/database.ts';
import { preparedForIds } from '../../../foundation/database/prepared.ts';
import type { Fault } from '../../../foundation/problem.ts';
import type { ArticleContent } from '../../../edition/articles/content.ts';
import { headlineColumns, type LiveHeadline } from '../../../edition/articles/find.ts';
import { ledTo } from '../../../edition/articles/led-to.ts';
import { sectionSlugOf } from '../../../edition/articles/section-slug.ts';
import { liveArticles, liveSlugs } from '../../../edition/articles/table.ts';
import type { NamedReference } from '../../../library/records/store.ts';
import { articlesNamedBy } from '../named.ts';
import { articles, articleSlugs, type ArticleRow } from '../table.ts';
import { maySee } from '../visible.ts';

/** Decides what may be referred to. Without a caller all stories may. */
export type ReferenceContext = {
  caller?: Caller | undefined;
  /** The content before; its references stay allowed. */
  before?: ArticleContent | undefined;
  /** The content that it is made from; its references are allowed as well. */
  source?: ArticleContent | undefined;
  /** The preferred locale for slugs that stories in several languages share. */
  locale: string;
  /** Whether this is a version that was saved before. */
  isStored?: boolean;
};

/** A story with one of its slugs, and what readers are shown of it. */
export type Candidate = ArticleRow & {
  foundBy: { slug: string; locale: string; isPublic: boolean };
  live: LiveHeadline | undefined;
  /** The slug of the section that its copy is in. */
  copySection: string | null;
};

/** All stories with these ids and slugs, before permissions are checked; one query. */
export async function findCandidates(db: Db, names: Iterable<string>): Promise<Candidate[]> {
  const wanted = [...names];
  // No slug holds `_`, and every id does.
  const ids = wanted.filter((name) => name.includes('_'));
  const by = ids.length === wanted.length ? 'id' : ids.length === 0 ? 'slug' : 'either';
  const rows = await storiesNamed(db, wanted, by);
  return rows.map(({ article, copySection, slug, locale, publicSlug, live, section }) => ({
    ...article,
    copySection,
    foundBy: { slug, locale, isPublic: publicSlug !== null },
    live: live === null ? undefined : { ...live, section },
  }));
}

const { section, ...liveColumns } = headlineColumns;
// A condition on both columns takes longer than all else in this query.
const storiesNamed = preparedForIds((db, among, by: 'id' | 'slug' | 'either') => {
  const { articleId, slug, locale } = articleSlugs;
  const conditions = { id: among(articleId), slug: among(slug), either: or(among(articleId), among(slug)) };
  return db
    .select({
      article: articles,
      copySection: sectionSlugOf(articles.sectionId),
      slug,
      locale,
      publicSlug: liveSlugs.slug,
      live: liveColumns,
      section,
    })
    .from(articleSlugs)
    .innerJoin(articles, eq(articles.id, articleId))
    .leftJoin(liveSlugs, and(eq(liveSlugs.articleId, articleId), eq(liveSlugs.slug, slug)))
    .leftJoin(liveArticles, eq(liveArticles.id, ledTo(articleId)))
    .where(conditions[by])
    .orderBy(asc(articleId));
});

/**
 * The stories that references mean, of those that are allowed: stories that the caller may see, those referred to
 * before, and live ones (not with `seen`). All others count as missing.
 */
export function chooseNamed(
  candidates: Candidate[],
  named: NamedReference[],
  { caller, before, source, locale }: ReferenceContext,
  { seen = false }: { seen?: boolean } = {},
): { found: Map<string, Candidate>; faults: Fault[] } {
  const names = new Set(named.map(({ reference }) => reference));
  const known = new Set([before, source].flatMap((content) => (content ? articlesNamedBy(content) : [])));
  const found = new Map<string, Candidate>();
  const nearestFirst = [
    ...candidates.filter(({ foundBy }) => foundBy.locale === locale),
    ...candidates.filter(({ foundBy }) => foundBy.locale !== locale),
  ];
  for (const story of nearestFirst) {
    const isOpen = story.deletedAt === null && (!caller || maySee(caller, story));
    const isPublic = !seen && story.publication === 'live';
    if (isOpen || isPublic || known.has(story.id)) found.set(story.id, story);
    const isNamedSo = isOpen || (isPublic && story.foundBy.isPublic);
    const { slug } = story.foundBy;
    if (isNamedSo && names.has(slug) && !found.has(slug)) found.set(slug, story);
  }
  const faults = named
    .filter(({ reference }) => !found.has(reference))
    .map(({ reference, where }) => ({ ...where, detail: `There is no article "${reference}".` }));
  return { found, faults };
}
