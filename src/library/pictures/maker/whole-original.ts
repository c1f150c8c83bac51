import { hashFile } from '../../../foundation/files/hash.ts';
import { FileBroken, storeUnavailable } from '../../../foundation/files/unavailable.ts';
import { originalKey } from '../renditions/files.ts';
import type { MediaItem } from '../rows/store.ts';

/**
 * Throws `unavailable` unless the file has the bytes that were uploaded. What the store lost or shortened is no fault of
 * the picture, and may be there in a moment.
 */
export async function requireWhole(path: string, item: MediaItem): Promise<void> {
  const { sha256 } = await hashFile(path).catch((error: unknown): never => {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw storeUnavailable(new FileBroken(`The store has no file ${originalKey(item)}.`));
  });
  if (sha256 !== item.sha256)
    throw storeUnavailable(
      new FileBroken(`The store gave other bytes than were put in ${originalKey(item)}.`),
    );
}
