import { isOriginalKey, originalKey } from '../renditions/files.ts';
import { findAllOriginals } from '../renditions/rendition-store.ts';
import { isOurs, markAsOurs, type Marking } from './owner.ts';

/** Marks a store that has no mark, when it holds most originals that this database knows: else it may have been lost. */
export async function markFirst(parts: Marking): Promise<void> {
  if ((await isOurs(parts)) !== undefined) return;
  const { known, found } = await countOriginals(parts);
  if (found > 0 && found * 2 >= known) await markAsOurs(parts);
}

/** How many originals this database knows, and how many of them the store holds. */
export async function countOriginals({ database, store }: Pick<Marking, 'database' | 'store'>) {
  const known = new Set((await database.read(findAllOriginals)).map(originalKey));
  let found = 0;
  for await (const { key } of store.list('originals/')) if (isOriginalKey(key) && known.has(key)) found += 1;
  return { known: known.size, found };
}
