import { system } from '../../access/system.ts';
import { articles } from '../../desk/stories/table.ts';
import { deskSearch } from '../../desk/stories/derived/index-copies.ts';
import { liveArticles } from '../../edition/articles/table.ts';
import { liveSearch } from '../../edition/search/index-stories.ts';
import type { Database, Tx } from '../../foundation/database/database.ts';
import type { FullText } from '../../foundation/database/full-text.ts';
import { recordChanges, type PublicChange } from '../../foundation/changes/record.ts';
import { nameSearch } from '../../library/records/index-name.ts';
import { recordNames } from '../../library/tables/names.ts';
import { forgetRenditions } from '../../library/pictures/renditions/rendition-store.ts';
import { indexWhatIsNot } from '../search-index.ts';
import type { Finding } from './finding.ts';
import type { SearchIndex } from './search-rules.ts';

const indexes: Record<SearchIndex, { index: FullText; forget: (tx: Tx) => Promise<unknown> }> = {
  live_search: { index: liveSearch, forget: async (tx) => tx.update(liveArticles).set({ indexed: false }) },
  desk_search: { index: deskSearch, forget: async (tx) => tx.update(articles).set({ searchSeq: null }) },
  name_search: { index: nameSearch, forget: async (tx) => tx.delete(recordNames) },
};

/** Another index may find more. */
const searchAnew: PublicChange = {
  ...{ kind: 'edition', id: 'search', action: 'upserted', material: false },
  lists: ['search'],
};

/** Makes anew what can be: search indexes at once, renditions by the server. Gives how many findings it has seen to. */
export async function repair(
  database: Database,
  findings: Finding[],
  report: (step: string) => void,
): Promise<number> {
  const repairs = findings.flatMap((finding) => finding.repair ?? []);
  const broken = new Set(repairs.flatMap((one) => ('index' in one ? [one.index] : [])));
  const renditions = repairs.flatMap((one) => ('rendition' in one ? [one.rendition] : []));
  for (const name of broken) {
    const { index, forget } = indexes[name];
    await database.transact(system, async (work) => {
      await index.clear(work.tx);
      await forget(work.tx);
      await recordChanges(work, searchAnew);
    });
  }
  if (broken.size > 0) await indexWhatIsNot(database, report);
  if (broken.has('live_search')) await database.transact(system, (work) => recordChanges(work, searchAnew));
  if (renditions.length > 0) await database.transact(system, ({ tx }) => forgetRenditions(tx, renditions));
  return repairs.length;
}
