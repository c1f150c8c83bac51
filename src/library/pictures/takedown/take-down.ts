import { eq } from 'drizzle-orm';
import type { Work } from '../../../foundation/database/database.ts';
import { record } from '../../../foundation/events/record.ts';
import { conflict } from '../../../foundation/problem.ts';
import { recordChanges } from '../../../foundation/changes/record.ts';
import { media } from '../../tables/pictures.ts';
import type { IsPublic } from '../records/caption.ts';
import { deleteRenditions } from '../renditions/rendition-store.ts';
import { getChangeableMedia } from '../rows/killed.ts';
import { findMediaByFile, isWithheld, type MediaRow } from '../rows/store.ts';
import { pictureChange } from '../rows/public-change.ts';
import { findTakenDown, takeDownFormer } from '../rows/taken-down-files.ts';

export type TakingDown = {
  state: 'withdrawn' | 'killed';
  /** Why, for the newsroom. */
  reason: string;
  /** What readers are told. */
  notice: string;
};

/**
 * Takes a picture out of public, with all that have the same bytes; gives them. Its former files go with it, unless they
 * are those of other pictures. A killed one never returns: its files are to be removed after the commit. Throws `not-found` and `conflict`.
 */
export async function takeDownMedia(
  work: Work,
  id: string,
  takingDown: TakingDown,
  isPublic: IsPublic,
): Promise<MediaRow[]> {
  const { state } = takingDown;
  const before = await getChangeableMedia(work.tx, id);
  if (before.takenDown === state) throw conflict('This picture is withdrawn already.');
  const { tx } = work;
  await takeDownFormer(tx, id, state);
  const files = [before, ...(state === 'killed' ? await findTakenDown(tx, id) : [])];
  const same: MediaRow[] = [];
  for (const { sha256 } of files) same.push(...(await findMediaByFile(tx, sha256)));
  const touched = same.filter(
    ({ takenDown }) => takenDown === null || (takenDown === 'withdrawn' && state === 'killed'),
  );
  for (const row of touched) await takeDownOne(work, row, takingDown, isPublic);
  return touched;
}

async function takeDownOne(
  work: Work,
  row: MediaRow,
  { state, reason, notice }: TakingDown,
  isPublic: IsPublic,
): Promise<void> {
  const { tx, now, actor } = work;
  const { id, revision } = row;
  const isUsed = await isPublic(tx, id);
  const wasPublic = isUsed || row.takedown?.wasPublic === true;
  if (state === 'killed') await deleteRenditions(tx, id);
  await tx
    .update(media)
    .set({
      takenDown: state,
      takedown: { at: now, by: actor.id, reason, notice, wasPublic },
      ...(state === 'killed' && {
        renditionsState: 'failed' as const,
        renditionsFault: 'the picture was killed, and its files were deleted',
      }),
      revision: revision + 1,
      updatedAt: now,
    })
    .where(eq(media.id, id));
  await record(work, { action: `media.${state}`, subject: id, reason, data: { notice } });
  if (isUsed && !isWithheld(row))
    await recordChanges(work, pictureChange(id, { wasShown: true, isShown: false, state }));
}
