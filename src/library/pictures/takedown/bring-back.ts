import { eq } from 'drizzle-orm';
import { refusedToServices } from '../../../access/persons-only.ts';
import type { Work } from '../../../foundation/database/database.ts';
import { record } from '../../../foundation/events/record.ts';
import { conflict } from '../../../foundation/problem.ts';
import { recordChanges } from '../../../foundation/changes/record.ts';
import { media } from '../../tables/pictures.ts';
import type { IsPublic } from '../records/caption.ts';
import { getChangeableMedia } from '../rows/killed.ts';
import { findMediaByFile, type MediaRow } from '../rows/store.ts';
import { pictureChange } from '../rows/public-change.ts';
import { freeTakenDown } from '../rows/taken-down-files.ts';

/**
 * Lets a withdrawn picture be public again wherever it is used, with all that have the same bytes; gives them. Files
 * that it had before, while it was withdrawn, stay taken down. Throws `not-found`, and `conflict`, also for a service.
 */
export async function bringBackMedia(
  work: Work,
  id: string,
  { reason }: { reason: string },
  isPublic: IsPublic,
): Promise<MediaRow[]> {
  const { tx, now } = work;
  const { takenDown, sha256 } = await getChangeableMedia(tx, id);
  if (work.actor.kind === 'service') throw refusedToServices('Only a person can bring a picture back');
  if (takenDown === null) throw conflict('This picture is not withdrawn.');
  await freeTakenDown(tx, sha256);
  const same = (await findMediaByFile(tx, sha256)).filter((row) => row.takenDown !== null);
  for (const { id, revision, rightsExpired } of same) {
    await tx
      .update(media)
      .set({ takenDown: null, takedown: null, revision: revision + 1, updatedAt: now })
      .where(eq(media.id, id));
    await record(work, { action: 'media.broughtBack', subject: id, reason });
    if (!rightsExpired && (await isPublic(tx, id)))
      await recordChanges(work, pictureChange(id, { wasShown: false, isShown: true }));
  }
  return same;
}
