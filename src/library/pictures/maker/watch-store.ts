import type { FileStore } from '../../../foundation/files/store.ts';
import { storeUnavailable } from '../../../foundation/files/unavailable.ts';
import { markKey } from './owner.ts';

/**
 * Gives a check of the store, which also throws when the mark of this database was there and is gone: then the store was
 * emptied, or another folder is in its place.
 */
export function watchStore(store: FileStore): () => Promise<void> {
  let wasMarked = false;
  return async function check() {
    await store.check();
    const isMarked = (await store.sizeOf(markKey)) !== undefined;
    if (wasMarked && !isMarked)
      throw storeUnavailable(
        new Error(
          `The store of pictures was lost: ${markKey} is not in it any more. Put the files back (MEDIA_DIR or S3_BUCKET).`,
        ),
      );
    wasMarked = isMarked;
  };
}
