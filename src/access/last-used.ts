import type { Clock } from '../foundation/clock.ts';
import type { Database } from '../foundation/database/database.ts';
import type { Authenticated } from './caller.ts';
import { touchKey } from './store.ts';

const everyMs = 60_000;

/** Saves when keys were last used: at most once a minute per key, after the response. */
export function trackLastUse({ database, clock }: { database: Database; clock: Clock }) {
  // Valid keys only, so it cannot grow without limit.
  const tried = new Map<string, number>();
  let underWay: Promise<unknown> = Promise.resolve();

  function note({ caller, lastUsedAt }: Authenticated, report: (error: unknown) => void): void {
    const now = clock.now();
    const latest = Math.max(lastUsedAt ?? 0, tried.get(caller.keyId) ?? 0);
    if (now < latest + everyMs) return;
    tried.set(caller.keyId, now);
    const noting = database.transact(caller, (work) => touchKey(work, caller.keyId)).catch(report);
    underWay = Promise.all([underWay, noting]);
  }

  return { note, settled: () => underWay };
}
