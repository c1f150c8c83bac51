import type { Clock } from '../../foundation/clock.ts';
import type { Database } from '../../foundation/database/database.ts';
import type { DueRunner } from '../../foundation/due/runner.ts';
import type { Freshness, PublicState } from '../../foundation/http/cache/freshness.ts';
import { findPublicRevision } from '../../foundation/public-revision/store.ts';

type Parts = {
  database: Database;
  clock: Clock;
  /** Knows what falls due in the whole house: the desk's floor lies above this one. */
  due: Pick<DueRunner, 'run' | 'findNext'>;
  report: (error: unknown) => void;
};

/** After due work has failed: how long to leave it alone. */
const retryMs = 1000;

/**
 * How the edition stands: its pulse, and when time alone will change it. What has fallen due is done before anyone is
 * told; where it cannot be done, that is reported, and everything stands as it did for another second.
 */
export function trackFreshness({ database, clock, due, report }: Parts): Freshness {
  let state: (PublicState & { version: number }) | undefined;
  let looking: Promise<PublicState> | undefined;

  function known(): PublicState | undefined {
    const isKnown = state?.version === database.version() && clock.now() < state.until;
    return isKnown ? state : undefined;
  }

  async function find(): Promise<PublicState> {
    // A look that began before us may have missed what was committed meanwhile.
    await looking?.catch(() => undefined);
    return known() ?? (looking ??= look().finally(() => (looking = undefined)));
  }

  async function look(isSecond = false): Promise<PublicState> {
    // The version first, then what is under it: what is committed between the two is found at the next look.
    const version = database.version();
    const { revision, next } = await database.read(async (db) => ({
      revision: (await findPublicRevision(db)).number,
      next: await due.findNext(db),
    }));
    const isDue = next <= clock.now();
    if (isDue && !isSecond && (await catchUp())) return look(true);
    state = { version, revision, until: isDue ? clock.now() + retryMs : next };
    return state;
  }

  async function catchUp(): Promise<boolean> {
    try {
      await due.run();
      return true;
    } catch (error) {
      report(error);
      return false;
    }
  }

  return { known, find };
}
