import type { Clock } from '../../foundation/clock.ts';
import type { Actor, Database } from '../../foundation/database/database.ts';
import { dropOldIncoming, findOldIncoming } from './drop-old-incoming.ts';
import { findDroppable, dropOldTexts, type Place } from './drop-old-texts.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

type RetentionSettings = {
  database: Database;
  clock: Clock;
  actor: Actor;
  /** For how many days the texts of old draft versions are kept. */
  keepDays: number;
  /** Whether the clock can be trusted so far that texts are dropped by it. */
  isSteady: () => Promise<boolean>;
  limit?: number;
};

/**
 * Gives a step to run again and again: each looks at some old versions, and at what sources sent, and drops the texts
 * that are no longer kept. At the end it rests for an hour.
 */
export function createRetentionJob({
  database,
  clock,
  actor,
  keepDays,
  isSteady,
  limit = 200,
}: RetentionSettings): () => Promise<void> {
  let place: Place | undefined;
  let restsUntil = -Infinity;
  return async function step() {
    const now = clock.now();
    if (now < restsUntil || !(await isSteady())) return;
    const batch = { before: now - keepDays * dayMs, place, limit };
    const { droppable, next } = await database.read((db) => findDroppable(db, batch));
    if (droppable.length > 0) await database.transact(actor, (work) => dropOldTexts(work, batch));
    place = next;
    const old = await database.read((db) => findOldIncoming(db, batch));
    if (old.length > 0) await database.transact(actor, (work) => dropOldIncoming(work, batch));
    if (place === undefined && old.length < limit) restsUntil = now + hourMs;
  };
}
