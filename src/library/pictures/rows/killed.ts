import type { Db } from '../../../foundation/database/database.ts';
import { conflict, notFound, ruleUnmet } from '../../../foundation/problem.ts';
import { findMedia, findMediaByFile, type MediaRow } from './store.ts';

/** Why a file is refused whose bytes are those of a killed picture. */
export const killedBefore = 'is a picture that was killed: it is not taken again';

/** A picture that may be changed. Throws `not-found`, and `conflict` for a killed one. */
export async function getChangeableMedia(db: Db, id: string): Promise<MediaRow> {
  const row = await findMedia(db, id);
  if (!row) throw notFound('media');
  if (row.takenDown === 'killed') throw conflict('This picture was killed, and nothing brings it back.');
  return row;
}

/** Whether a picture with these bytes was killed. */
export async function isKilledFile(db: Db, sha256: string): Promise<boolean> {
  return (await findMediaByFile(db, sha256)).some(({ takenDown }) => takenDown === 'killed');
}

/** Throws `rule-unmet` when a picture with these bytes was killed. */
export async function refuseKilledFile(db: Db, sha256: string): Promise<void> {
  if (await isKilledFile(db, sha256))
    throw ruleUnmet([{ pointer: '/file', detail: `The file ${killedBefore}` }]);
}
