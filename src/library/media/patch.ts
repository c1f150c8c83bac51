import { eq } from 'drizzle-orm';
import type { Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { notFound } from '../../foundation/problem.ts';
import { movePulse } from '../../foundation/pulse/pulse.ts';
import type { Patch } from '../records/room.ts';
import type { IsPublic } from './caption.ts';
import { resolveMedia } from './resolve.ts';
import type { MediaIn } from './schema.ts';
import { findMedia } from './store.ts';
import { media } from './table.ts';

/** Changes what is true of a picture; every public story that shows it has it at once. */
export async function patchMedia(
  work: Work,
  id: string,
  patch: Patch<MediaIn>,
  isPublic: IsPublic,
): Promise<void> {
  const { tx, now } = work;
  const before = await findMedia(tx, id);
  if (!before) throw notFound('media');
  const changes = await resolveMedia(tx, patch);
  const usableUntil = changes.usableUntil === undefined ? before.usableUntil : changes.usableUntil;
  await tx
    .update(media)
    .set({
      ...changes,
      rightsExpired: usableUntil !== null && usableUntil <= now,
      revision: before.revision + 1,
      updatedAt: now,
    })
    .where(eq(media.id, id));
  await record(work, { action: 'media.changed', subject: id, data: { fields: Object.keys(changes) } });
  if (await isPublic(tx, id)) await movePulse(work);
}
