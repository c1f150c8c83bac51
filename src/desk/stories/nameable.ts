import { and, eq, inArray, or } from 'drizzle-orm';
import type { Caller } from '../../access/caller.ts';
import type { Db } from '../../foundation/database/database.ts';
import type { Fault } from '../../foundation/problem.ts';
import type { ArticleContent } from '../../edition/articles/content.ts';
import { liveSlugs } from '../../edition/articles/table.ts';
import type { NamedReference } from '../../library/records/store.ts';
import { articlesNamedBy } from './named.ts';
import { articles, articleSlugs } from './table.ts';
import { maySee } from './visible.ts';

/** Who names stories, and in the place of what. The house itself, which has no caller, may name every story. */
export type Naming = {
  caller?: Caller | undefined;
  /** What was said before; what it named may be named again. */
  before?: ArticleContent | undefined;
  /** Which story a slug means first, when stories in several languages share it. */
  locale: string;
};

/**
 * The stories behind ids and slugs, of those that may be named: what the caller may see, what was named before, and,
 * unless only `seen` ones are asked for, what the public may read. All others are as if they were not there.
 */
export async function lookUpArticles(
  db: Db,
  named: NamedReference[],
  { caller, before, locale }: Naming,
  { seen = false }: { seen?: boolean } = {},
): Promise<{ ids: Map<string, string>; faults: Fault[] }> {
  const names = [...new Set(named.map(({ reference }) => reference))];
  if (names.length === 0) return { ids: new Map(), faults: [] };
  const { id, createdBy, deletedAt, publication } = articles;
  const rows = await db
    .select({
      ...{ id, createdBy, deletedAt, publication, locale: articleSlugs.locale },
      slug: articleSlugs.slug,
      publicSlug: liveSlugs.slug,
    })
    .from(articles)
    .innerJoin(articleSlugs, eq(articleSlugs.articleId, id))
    .leftJoin(liveSlugs, and(eq(liveSlugs.articleId, id), eq(liveSlugs.slug, articleSlugs.slug)))
    .where(or(inArray(id, names), inArray(articleSlugs.slug, names)))
    .orderBy(id);
  const known = new Set(before ? articlesNamedBy(before) : []);
  const ids = new Map<string, string>();
  const nearestFirst = [
    ...rows.filter((row) => row.locale === locale),
    ...rows.filter((row) => row.locale !== locale),
  ];
  for (const story of nearestFirst) {
    const isOpen = story.deletedAt === null && (!caller || maySee(caller, story));
    const isPublic = !seen && story.publication === 'live';
    if (isOpen || isPublic || known.has(story.id)) ids.set(story.id, story.id);
    const isNamedSo = isOpen || (isPublic && story.publicSlug !== null);
    if (isNamedSo && !ids.has(story.slug)) ids.set(story.slug, story.id);
  }
  const faults = named
    .filter(({ reference }) => !ids.has(reference))
    .map(({ reference, where }) => ({ ...where, detail: `There is no article "${reference}".` }));
  return { ids, faults };
}
