import { eq } from 'drizzle-orm';
import type { Db } from '../../foundation/database/database.ts';
import type { Standing } from './actions.ts';
import { findAuthors } from './approval.ts';
import { countNaming } from './references.ts';
import { articles, type ArticleRow } from './table.ts';

/** Everything that may decide about a story's next move, beside who makes it. */
export async function findStanding(db: Db, row: ArticleRow): Promise<ArticleRow & Standing> {
  const [original] =
    row.translationOf === null
      ? []
      : await db
          .select({ embargoUntil: articles.embargoUntil })
          .from(articles)
          .where(eq(articles.id, row.translationOf));
  return {
    ...row,
    namedBy: await countNaming(db, row.id),
    originalEmbargo: original?.embargoUntil ?? null,
    authors: await findAuthors(db, row),
  };
}
