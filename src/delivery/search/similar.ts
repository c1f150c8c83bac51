import type { Db } from '../../foundation/database/database.ts';
import { pageAmong } from '../../foundation/page/read.ts';
import { findByNumber } from '../../edition/articles/find.ts';
import { loadEmbedded } from '../../edition/show/embedded.ts';
import { presentSummary } from '../../edition/show/present.ts';
import type { ArticleSummary } from '../../edition/show/schema.ts';
import { rankSimilar } from '../../edition/search/similar.ts';
import type { Site } from '../../library/site.ts';
import type { NarrowedPage } from '../answers/page.ts';
import { findRow, type Moved } from '../articles/find.ts';
import type { SimilarQuery } from './schema.ts';

type Similar = NarrowedPage<ArticleSummary> | Moved;

/** Similar stories, or the current address. Throws `not-found` and `gone`. */
export async function similarArticles(
  db: Db,
  { limit, cursor, count, ...asked }: SimilarQuery & { article: string },
  site: Site,
): Promise<Similar> {
  const found = await findRow(db, asked, site);
  if ('movedTo' in found) return found;
  const { data, page } = pageAmong(
    await rankSimilar(db, found.live),
    { limit, cursor, count },
    found.live.id,
  );
  const rows = await findByNumber(db, data);
  const embedded = await loadEmbedded(db, rows, { areLive: true, whole: false, asked });
  return { data: rows.map((row) => presentSummary(row, embedded, site)), page, narrowedTo: [found.live.id] };
}
