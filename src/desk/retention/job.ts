import type { Clock } from '../../foundation/clock.ts';
import type { Actor, Database } from '../../foundation/database/database.ts';
import { dropOldChanges, findOldChanges } from '../../foundation/changes/drop-old.ts';
import { dropOldIncoming, findOldIncoming } from './drop-old-incoming.ts';
import { dropDeliveries, findOldDeliveries } from './drop-old-deliveries.ts';
import { findDroppable, dropOldTexts, type Place } from './drop-old-texts.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

type RetentionSettings = {
  database: Database;
  clock: Clock;
  actor: Actor;
  /** For how many days the texts of old draft versions are kept; without it for ever. */
  keepDays: number | undefined;
  /** For how many days public changes are kept. */
  keepChangesDays: number;
  /** Whether the clock can be trusted so far that texts are dropped by it. */
  isSteady: () => Promise<boolean>;
  limit?: number;
};

/**
 * Gives a step to run again and again: each looks at some old versions, at what sources sent, and at public changes, and
 * drops what is no longer kept. At the end it rests for an hour.
 */
export function createRetentionJob({
  database,
  clock,
  actor,
  keepDays,
  keepChangesDays,
  isSteady,
  limit = 200,
}: RetentionSettings): () => Promise<void> {
  let place: Place | undefined;
  let restsUntil = -Infinity;
  return async function step() {
    const now = clock.now();
    if (now < restsUntil || !(await isSteady())) return;
    const hasMore = [await dropChanges(now), keepDays !== undefined && (await dropTexts(now, keepDays))];
    if (!hasMore.includes(true)) restsUntil = now + hourMs;
  };

  async function dropChanges(now: number): Promise<boolean> {
    const batch = { before: now - keepChangesDays * dayMs, limit };
    const until = await database.read((db) => findOldChanges(db, batch));
    if (until !== undefined) await database.transact(actor, ({ tx }) => dropOldChanges(tx, until));
    const old = await database.read((db) => findOldDeliveries(db, batch));
    if (old.length > 0) await database.transact(actor, ({ tx }) => dropDeliveries(tx, old));
    return until !== undefined || old.length === limit;
  }

  async function dropTexts(now: number, days: number): Promise<boolean> {
    const batch = { before: now - days * dayMs, place, limit };
    const { droppable, next } = await database.read((db) => findDroppable(db, batch));
    if (droppable.length > 0) await database.transact(actor, (work) => dropOldTexts(work, batch));
    place = next;
    const old = await database.read((db) => findOldIncoming(db, batch));
    if (old.length > 0) await database.transact(actor, (work) => dropOldIncoming(work, batch));
    return place !== undefined || old.length === limit;
  }
}
