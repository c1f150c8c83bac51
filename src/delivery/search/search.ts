import type { Db } from '../../foundation/database/database.ts';
import { loadEmbedded } from '../../edition/show/embedded.ts';
import { presentSummary } from '../../edition/show/present.ts';
import { searchLive } from '../../edition/search/find.ts';
import type { Site } from '../../library/site.ts';
import type { NarrowedPage } from '../answers/page.ts';
import { narrowedBy } from '../articles/list.ts';
import type { SearchHit, SearchQuery } from './schema.ts';

/** One page of the stories that match a query. Throws `unknown-reference` with all unknown values of filters. */
export async function searchArticles(
  db: Db,
  query: SearchQuery,
  site: Site,
): Promise<NarrowedPage<SearchHit>> {
  const { q, sort, limit, cursor, count = false } = query;
  const {
    filters: { ids: _, ...filters },
    narrowedTo,
  } = await narrowedBy(db, query);
  const { data, page, pictures } = await searchLive(db, { q, filters, sort, limit, cursor, count });
  const rows = data.map(({ row }) => row);
  const embedded = await loadEmbedded(db, rows, { areLive: true, whole: false, asked: query, pictures });
  return {
    data: data.map(({ row, match }) => ({ ...presentSummary(row, embedded, site), match })),
    page,
    narrowedTo,
  };
}
