import type { Tx } from '../../foundation/database/database.ts';
import { indexStoriesShowing } from '../../edition/search/index-stories.ts';
import { markSilent } from '../stories/pictures.ts';
import { indexCopiesShowing } from '../stories/index-copies.ts';

/** Lets all that stories keep of a picture's words follow a change of them: what lacks alt text, and what a search finds. */
export async function wordsChanged(tx: Tx, mediaId: string): Promise<void> {
  await markSilent(tx, mediaId);
  await indexStoriesShowing(tx, [mediaId]);
  await indexCopiesShowing(tx, mediaId);
}
