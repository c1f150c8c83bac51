import { asc, lte } from 'drizzle-orm';
import type { Db, Tx } from '../database/database.ts';
import { findNewestPlace } from './find.ts';
import { changes } from './table.ts';

/**
 * The number up to which changes may be dropped: made before `before` (UTC milliseconds), `limit` at most; undefined
 * where there is none. The newest stays, so that the log never ends.
 */
export async function findOldChanges(
  db: Db,
  { before, limit }: { before: number; limit: number },
): Promise<number | undefined> {
  const oldest = await db
    .select({ seq: changes.seq, at: changes.at })
    .from(changes)
    .orderBy(asc(changes.seq))
    .limit(limit);
  const newest = await findNewestPlace(db);
  const kept = oldest.findIndex(({ seq, at }) => at >= before || seq === newest.seq);
  return oldest.slice(0, kept < 0 ? limit : kept).at(-1)?.seq;
}

/** Drops the changes up to a number. */
export async function dropOldChanges(tx: Tx, until: number): Promise<void> {
  await tx.delete(changes).where(lte(changes.seq, until));
}
