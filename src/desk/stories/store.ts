import { and, eq } from 'drizzle-orm';
import { toTimestamp } from '../../foundation/clock.ts';
import type { Db } from '../../foundation/database/database.ts';
import { fold } from '../../foundation/database/contains.ts';
import { inserting } from '../../foundation/database/inserting.ts';
import { given, prepared } from '../../foundation/database/prepared.ts';
import { gone, notFound } from '../../foundation/problem.ts';
import type { ArticleContent } from '../../edition/articles/content.ts';
import { withSurvivors } from './merged.ts';
import { articles, articleVersions, type ArticleRow } from './table.ts';

/** The story with this id. Throws `not-found`. */
export async function getArticle(db: Db, id: string): Promise<ArticleRow> {
  const [row] = await withId(db, { id });
  if (!row) throw notFound('article');
  return row;
}

const withId = prepared((db) =>
  db
    .select()
    .from(articles)
    .where(eq(articles.id, given('id'))),
);

/** Until when a story is under embargo (UTC milliseconds); null where it is under none, or none is named. */
export async function findEmbargo(db: Db, id: string | null | undefined): Promise<number | null> {
  if (id === null || id === undefined) return null;
  const [row] = await embargoOf(db, { id });
  return row?.embargoUntil ?? null;
}

const embargoOf = prepared((db) =>
  db
    .select({ embargoUntil: articles.embargoUntil })
    .from(articles)
    .where(eq(articles.id, given('id'))),
);

/**
 * What one version of a story says; what was merged since goes by what it was merged into. Throws `not-found`, and `gone`
 * when its text was thinned away.
 */
export async function getContent(db: Db, articleId: string, version: number): Promise<ArticleContent> {
  const [row] = await contentOf(db, { articleId, version });
  if (!row) throw notFound('version');
  refuseThinned({ version, thinnedAt: row.thinnedAt });
  return withSurvivors(db, row.content);
}

const contentOf = prepared((db) =>
  db
    .select({ content: articleVersions.content, thinnedAt: articleVersions.thinnedAt })
    .from(articleVersions)
    .where(
      and(eq(articleVersions.articleId, given('articleId')), eq(articleVersions.version, given('version'))),
    ),
);

/** Throws `gone` for a version whose text was let go. */
export function refuseThinned({ version, thinnedAt }: { version: number; thinnedAt: number | null }): void {
  if (thinnedAt === null) return;
  throw gone(`The text of version ${version}, an old draft, is kept no longer.`, {
    version,
    thinnedAt: toTimestamp(thinnedAt),
  });
}

/** What the desk's list shows and filters by, out of the newest version. */
export function columnsOf({ slug, headline, kind, section, translationOf }: ArticleContent) {
  return {
    slug,
    headline,
    kind,
    sectionId: section ?? null,
    translationOf: translationOf ?? null,
    searchText: fold(`${headline} ${slug}`),
  };
}

/** Keeps a version for good. */
export const insertVersion = inserting(articleVersions);

/** Starts a story's row. */
export const insertArticle = inserting(articles);
