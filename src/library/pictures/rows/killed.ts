import type { Db } from '../../../foundation/database/database.ts';
import { conflict, notFound } from '../../../foundation/problem.ts';
import { findMedia, type MediaRow } from './store.ts';

/** A picture that may be changed. Throws `not-found`, and `conflict` for a killed one. */
export async function getChangeableMedia(db: Db, id: string): Promise<MediaRow> {
  const row = await findMedia(db, id);
  if (!row) throw notFound('media');
  if (row.takenDown === 'killed') throw conflict('This picture was killed, and nothing brings it back.');
  return row;
}
