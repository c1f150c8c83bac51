import type { Tx } from '../../foundation/database/database.ts';
import { indexStoriesShowing } from '../../edition/search/index-stories.ts';
import { updateMissingAltText } from '../stories/derived/pictures.ts';
import { indexCopiesShowing } from '../stories/derived/index-copies.ts';

/** Updates what stories derive from a picture's captions: missing alt texts and the search indexes. */
export async function wordsChanged(tx: Tx, mediaId: string): Promise<void> {
  await updateMissingAltText(tx, mediaId);
  await indexStoriesShowing(tx, [mediaId]);
  await indexCopiesShowing(tx, mediaId);
}
