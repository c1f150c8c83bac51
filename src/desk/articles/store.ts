import { and, eq } from 'drizzle-orm';
import { toTimestamp } from '../../foundation/clock.ts';
import type { Db, Tx } from '../../foundation/database/database.ts';
import { fold } from '../../foundation/database/contains.ts';
import { gone, notFound } from '../../foundation/problem.ts';
import type { ArticleContent } from '../../edition/articles/content.ts';
import { articles, articleVersions, type ArticleRow } from './table.ts';

/** The story with this id. Throws `not-found`. */
export async function getArticle(db: Db, id: string): Promise<ArticleRow> {
  const [row] = await db.select().from(articles).where(eq(articles.id, id));
  if (!row) throw notFound('article');
  return row;
}

/** What one version of a story says. Throws `not-found`, and `gone` when its text was thinned away. */
export async function getContent(db: Db, articleId: string, version: number): Promise<ArticleContent> {
  const [row] = await db
    .select({ content: articleVersions.content, thinnedAt: articleVersions.thinnedAt })
    .from(articleVersions)
    .where(and(eq(articleVersions.articleId, articleId), eq(articleVersions.version, version)));
  if (!row) throw notFound('version');
  refuseThinned({ version, thinnedAt: row.thinnedAt });
  return row.content;
}

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
export async function insertVersion(tx: Tx, version: typeof articleVersions.$inferInsert): Promise<void> {
  await tx.insert(articleVersions).values(version);
}

/** Moves a story's state and its revision. */
export async function saveArticle(
  tx: Tx,
  before: ArticleRow,
  now: number,
  changes: Partial<Omit<ArticleRow, 'id' | 'revision'>>,
): Promise<void> {
  await tx
    .update(articles)
    .set({ ...changes, revision: before.revision + 1, updatedAt: now })
    .where(eq(articles.id, before.id));
}
