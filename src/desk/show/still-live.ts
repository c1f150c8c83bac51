import { and, eq, ne, or } from 'drizzle-orm';
import type { Db } from '../../foundation/database/database.ts';
import { findHeadlines } from '../../edition/articles/find.ts';
import { articles, type ArticleRow } from '../stories/table.ts';

/** The live translations of a story, to be checked when it is killed or withdrawn. */
export async function findStillLive(db: Db, { id, translationOf }: ArticleRow) {
  const original = translationOf ?? id;
  const rows = await db
    .select({ id: articles.id })
    .from(articles)
    .where(
      and(
        or(eq(articles.id, original), eq(articles.translationOf, original)),
        ne(articles.id, id),
        eq(articles.publication, 'live'),
      ),
    );
  const live = await findHeadlines(
    db,
    rows.map((row) => row.id),
  );
  return [...live.values()].map(({ id, slug, locale, headline }) => ({ id, slug, locale, headline }));
}
