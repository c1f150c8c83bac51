import { sql } from 'drizzle-orm';
import type { Db, Moment } from '../database/database.ts';
import { prepared } from '../database/prepared.ts';
import { pulse } from './table.ts';

/** `beat` counts public changes, in any process; `at` is the moment of the last one (UTC milliseconds). */
export type Pulse = { beat: number; at: number };

export async function findPulse(db: Db): Promise<Pulse> {
  const [row] = await now(db, {});
  return row!;
}

const now = prepared((db) => db.select({ beat: pulse.beat, at: pulse.at }).from(pulse));

/** Says that something public has changed. Call it in the transaction of the change. */
export async function movePulse({ tx, now }: Moment): Promise<void> {
  await tx.update(pulse).set({ beat: sql`${pulse.beat} + 1`, at: now });
}
