import type { Clock } from '../clock.ts';
import type { Actor, Database } from '../database/database.ts';
import { watchClock } from './clock-steps.ts';
import { clockWatch } from './table.ts';

/** What removes something for good waits until the clock has run for so long without being set. */
const steadyMs = 24 * 3_600_000;
/** While the process was down nobody saw the clock run: after a longer time it counts as set. */
const longestGapMs = 3_600_000;
const writeEveryMs = 60_000;

/**
 * Tells whether the clock has run for a day without being set, over restarts: who removes by age what cannot be made
 * anew asks this first. Ask it often; a step is found whenever it is asked next.
 */
export function watchSteadiness({
  database,
  clock,
  actor,
}: {
  database: Database;
  clock: Clock;
  actor: Actor;
}): () => Promise<boolean> {
  let wasSet = false;
  const look = watchClock(clock, () => (wasSet = true));
  let known: { steadySince: number; seenAt: number } | undefined;

  return async function isSteady() {
    look();
    const now = clock.now();
    const before = known ?? (await database.read(async (db) => (await db.select().from(clockWatch))[0]));
    const isKnown = before !== undefined && now >= before.seenAt && now - before.seenAt <= longestGapMs;
    const steadySince = isKnown && !wasSet ? before.steadySince : now;
    const mustWrite = before?.steadySince !== steadySince || now - before.seenAt >= writeEveryMs;
    if (mustWrite) {
      const row = { steadySince, seenAt: now };
      await database.transact(actor, async ({ tx }) => {
        await tx
          .insert(clockWatch)
          .values({ id: 1, ...row })
          .onConflictDoUpdate({ target: clockWatch.id, set: row });
      });
      known = row;
    } else known = before;
    wasSet = false;
    return now - steadySince >= steadyMs;
  };
}
