import { and, asc, inArray, isNotNull, lt, ne, or, sql } from 'drizzle-orm';
import type { Db, Moment } from '../../foundation/database/database.ts';
import { incoming } from '../stories/incoming-table.ts';

/** A batch of old records of what sources sent: arrived before `before` (UTC milliseconds), at most `limit`. */
export type OldIncoming = { before: number; limit: number };

/** The records whose content may be dropped: not of what waits. A cancellation has no content, and stays. */
export async function findOldIncoming(db: Db, { before, limit }: OldIncoming): Promise<string[]> {
  const { id, at, state, content, sent } = incoming;
  const rows = await db
    .select({ id })
    .from(incoming)
    .where(and(lt(at, before), or(isNotNull(content), isNotNull(sent)), ne(state, sql`'waiting'`)))
    .orderBy(asc(at), asc(id))
    .limit(limit);
  return rows.map((row) => row.id);
}

/** Drops the content of old records. What came, when, and what became of it stays. */
export async function dropOldIncoming({ tx, now }: Moment, batch: OldIncoming): Promise<void> {
  const ids = await findOldIncoming(tx, batch);
  if (ids.length === 0) return;
  await tx
    .update(incoming)
    .set({ content: null, sent: null, thinnedAt: now })
    .where(inArray(incoming.id, ids));
}
