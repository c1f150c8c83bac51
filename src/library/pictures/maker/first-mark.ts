import { isOriginalKey, originalKey } from '../renditions/files.ts';
import { findAllOriginals } from '../renditions/rendition-store.ts';
import { isOurs, markAsOurs, type Marking } from './owner.ts';

/** Marks a store that has no mark, when it holds an original that this database knows. */
export async function markFirst(parts: Marking): Promise<void> {
  if ((await isOurs(parts)) !== undefined) return;
  const known = new Set((await parts.database.read(findAllOriginals)).map(originalKey));
  for await (const { key } of parts.store.list('originals/'))
    if (isOriginalKey(key) && known.has(key)) return markAsOurs(parts);
}
