import { inArray } from 'drizzle-orm';
import type { Db } from '../../foundation/database/database.ts';
import { articles, type ArticleRow } from './table.ts';

/** A story that another was made from, as far as it matters whether it may be used. */
export type Origin = Pick<ArticleRow, 'id' | 'publication' | 'publishedAt' | 'unpublished' | 'source'>;

/** The stories that one was made from or translates, and all that those were; the nearest first. */
export async function findOrigins(
  db: Db,
  { madeFrom, translationOf }: { madeFrom: string | null; translationOf: string | null | undefined },
): Promise<Origin[]> {
  const seen = new Set<string>();
  const found: Origin[] = [];
  for (let next = those(madeFrom, translationOf); next.length > 0;) {
    for (const id of next) seen.add(id);
    const rows = await db.select(columns).from(articles).where(inArray(articles.id, next));
    found.push(...rows);
    next = rows.flatMap((row) => those(row.madeFrom, row.translationOf)).filter((id) => !seen.has(id));
  }
  return found;
}

const { id, publication, publishedAt, unpublished, source, madeFrom, translationOf } = articles;
const columns = { id, publication, publishedAt, unpublished, source, madeFrom, translationOf };

function those(...ids: (string | null | undefined)[]): string[] {
  return [...new Set(ids)].filter((one) => typeof one === 'string');
}
