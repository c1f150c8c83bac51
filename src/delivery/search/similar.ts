import type { Db } from '../../foundation/database/database.ts';
import { loadEmbedded } from '../../edition/show/embedded.ts';
import { presentSummary } from '../../edition/show/present.ts';
import type { ArticleSummary } from '../../edition/show/schema.ts';
import { findSimilar } from '../../edition/search/similar.ts';
import type { Site } from '../../library/site.ts';
import { findRow, type Moved } from '../articles/find.ts';
import type { SimilarQuery } from './schema.ts';

type Similar = { data: ArticleSummary[] } | Moved;

/** Similar stories, or the current address. Throws `not-found` and `gone`. */
export async function similarArticles(
  db: Db,
  { limit, captionLocale, ...asked }: SimilarQuery & { article: string },
  site: Site,
): Promise<Similar> {
  const found = await findRow(db, asked, site);
  if ('movedTo' in found) return found;
  const rows = await findSimilar(db, found.live, limit);
  const embedded = await loadEmbedded(db, rows, { whole: false, captionLocale });
  return { data: rows.map((row) => presentSummary(row, embedded, site)) };
}
