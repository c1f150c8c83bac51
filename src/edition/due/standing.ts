import type { Clock } from '../../foundation/clock.ts';
import type { Database } from '../../foundation/database/database.ts';
import type { DueKeeper } from '../../foundation/due/keeper.ts';
import type { Currency, Standing } from '../../foundation/http/cache/currency.ts';
import { findPublicRevision } from '../../foundation/public-revision/store.ts';

type Parts = {
  database: Database;
  clock: Clock;
  /** Knows what falls due in the whole house: the desk's floor lies above this one. */
  due: Pick<DueKeeper, 'run' | 'findNext'>;
  report: (error: unknown) => void;
};

/** After due work has failed: how long to leave it alone. */
const retryMs = 1000;

/**
 * How the edition stands: its pulse, and when time alone will change it. What has fallen due is done before anyone is
 * told; where it cannot be done, that is reported, and everything stands as it did for another second.
 */
export function watchEdition({ database, clock, due, report }: Parts): Currency {
  let standing: (Standing & { version: number }) | undefined;
  let looking: Promise<Standing> | undefined;

  function known(): Standing | undefined {
    const isKnown = standing?.version === database.version() && clock.now() < standing.until;
    return isKnown ? standing : undefined;
  }

  async function find(): Promise<Standing> {
    // A look that began before us may have missed what was committed meanwhile.
    await looking?.catch(() => undefined);
    return known() ?? (looking ??= look().finally(() => (looking = undefined)));
  }

  async function look(isSecond = false): Promise<Standing> {
    // The version first, then what is under it: what is committed between the two is found at the next look.
    const version = database.version();
    const { revision, next } = await database.read(async (db) => ({
      revision: (await findPublicRevision(db)).number,
      next: await due.findNext(db),
    }));
    const isDue = next <= clock.now();
    if (isDue && !isSecond && (await catchUp())) return look(true);
    standing = { version, revision, until: isDue ? clock.now() + retryMs : next };
    return standing;
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
