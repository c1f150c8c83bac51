import { asc, lte } from 'drizzle-orm';
import type { Db, Tx } from '../database/database.ts';
import { changes } from './table.ts';

/**
 * The number up to which changes may be dropped: made before `before` (UTC milliseconds), `limit` at most; undefined
 * where there is none. The newest of them stays: a cursor that stands on it misses nothing, and the log never ends.
 */
export async function findOldChanges(
  db: Db,
  { before, limit }: { before: number; limit: number },
): Promise<number | undefined> {
  const oldest = await db
    .select({ seq: changes.seq, at: changes.at })
    .from(changes)
    .orderBy(asc(changes.seq))
    .limit(limit + 1);
  const kept = oldest.findIndex(({ at }) => at >= before);
  return oldest.slice(0, kept < 0 ? undefined : kept).at(-2)?.seq;
}

/** Drops the changes up to a number. */
export async function dropOldChanges(tx: Tx, until: number): Promise<void> {
  await tx.delete(changes).where(lte(changes.seq, until));
}
