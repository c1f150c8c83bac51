import { sql } from 'drizzle-orm';
import type { Db, Moment, Tx } from '../database/database.ts';
import { prepared } from '../database/prepared.ts';
import { publicRevision } from './table.ts';

/** `number` counts public changes of all processes; `changedAt` is the time of the last one (UTC milliseconds). */
export type PublicRevision = { number: number; changedAt: number };

export async function findPublicRevision(db: Db): Promise<PublicRevision> {
  const [row] = await now(db, {});
  return row!;
}

const now = prepared((db) =>
  db.select({ number: publicRevision.number, changedAt: publicRevision.changedAt }).from(publicRevision),
);

/**
 * Notes that something public has changed, which makes cached responses stale. Call it in the transaction of the
 * change.
 */
export async function raisePublicRevision({ tx, now }: Moment): Promise<void> {
  await raise(tx, { now });
}

const raise = prepared((tx: Tx) =>
  tx
    .update(publicRevision)
    .set({ number: sql`${publicRevision.number} + 1`, changedAt: sql`${sql.placeholder('now')}` }),
);
