import { eq } from 'drizzle-orm';
import type { Work } from '../../../foundation/database/database.ts';
import { record } from '../../../foundation/events/record.ts';
import { conflict } from '../../../foundation/problem.ts';
import { eventDataOf } from '../../records/event-data.ts';
import { refuseWhileUsed, type WhereUsed } from '../../records/uses.ts';
import { captionDataOf } from './caption.ts';
import { getChangeableMedia } from '../rows/killed.ts';
import { findCaptions } from '../rows/store.ts';
import { findTakenDown } from '../rows/taken-down-files.ts';
import { media } from '../../tables/pictures.ts';

/** Deletes a picture that nothing uses, with its captions. Throws `not-found`, and `conflict`, naming the
 * uses. */
export async function deleteMedia(work: Work, id: string, whereUsed: WhereUsed): Promise<void> {
  const { tx } = work;
  const before = await getChangeableMedia(tx, id);
  if (before.takenDown !== null)
    throw conflict('This picture is withdrawn: its notice to readers would be lost. Bring it back first.');
  if ((await findTakenDown(tx, id)).length > 0)
    throw conflict(
      'A former file of this picture was withdrawn, and would be taken again if it were deleted.',
    );
  refuseWhileUsed('media', await whereUsed(tx, 'media', id));
  const captions = await findCaptions(tx, id);
  // Foreign keys delete captions and renditions. An unused picture is not public, so the public revision stays.
  await tx.delete(media).where(eq(media.id, id));
  const data = { ...eventDataOf(before), captions: captions.map(captionDataOf) };
  await record(work, { action: 'media.deleted', subject: id, data });
}
