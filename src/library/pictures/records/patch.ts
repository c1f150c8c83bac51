import { eq } from 'drizzle-orm';
import type { Work } from '../../../foundation/database/database.ts';
import { record } from '../../../foundation/events/record.ts';
import { recordChanges } from '../../../foundation/changes/record.ts';
import { changesTo } from '../../records/changes.ts';
import { changeDataOf } from '../../records/event-data.ts';
import type { Patch } from '../../records/record-type.ts';
import type { IsPublic } from './caption.ts';
import { resolveMedia } from './resolve.ts';
import type { MediaIn } from './input.ts';
import { getChangeableMedia } from '../rows/killed.ts';
import { pictureChange } from '../rows/public-change.ts';
import { isWithheld, saveSearchText, type MediaRow } from '../rows/store.ts';
import { media } from '../../tables/pictures.ts';
import { withoutFields } from './merge-metadata.ts';

/**
 * Changes a picture; public stories show it at once. A patch without changes records nothing. Throws `not-found`,
 * `conflict`, `unknown-reference`.
 */
export async function patchMedia(
  work: Work,
  id: string,
  patch: Patch<MediaIn>,
  isPublic: IsPublic,
): Promise<MediaRow> {
  const { tx, now } = work;
  const before = await getChangeableMedia(tx, id);
  const changes = changesTo(before, await resolveMedia(tx, patch));
  if (Object.keys(changes).length === 0) return before;
  const usableUntil = changes.usableUntil === undefined ? before.usableUntil : changes.usableUntil;
  const after = {
    ...before,
    ...changes,
    fromFile: withoutFields(before.fromFile, Object.keys(changes)),
    renditionsState: 'processing' as const,
    renditionsFault: null,
    rightsExpired: usableUntil !== null && usableUntil <= now,
    revision: before.revision + 1,
    updatedAt: now,
  };
  await tx.update(media).set(after).where(eq(media.id, id));
  await saveSearchText(tx, id);
  await record(work, { action: 'media.changed', subject: id, data: changeDataOf(before, changes) });
  const [wasShown, isShown] = [!isWithheld(before), !isWithheld(after)];
  if ((wasShown || isShown) && (await isPublic(tx, id)))
    await recordChanges(
      work,
      pictureChange(id, { wasShown, isShown, state: 'rightsEnded', material: wasShown !== isShown }),
    );
  return after;
}
