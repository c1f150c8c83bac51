import type { Clock } from '../../foundation/clock.ts';
import type { Database } from '../../foundation/database/database.ts';
import type { DueRunner } from '../../foundation/due/runner.ts';
import { rememberNamedKeys } from '../../foundation/changes/named-keys.ts';
import type { Freshness, PublicSnapshot } from '../../foundation/http/cache/freshness.ts';
import { findPublicRevision } from '../../foundation/changes/revision.ts';

type Parts = {
  database: Database;
  clock: Clock;
  /** The runner of all due work. Passed in, since the desk is on a floor above. */
  due: Pick<DueRunner, 'runFirst' | 'findComing'>;
  report: (error: unknown) => void;
};

/** So many, and two million epochs, are exact in one number. */
const revisionsPerEpoch = 2 ** 32;

/** How long to wait after due work has failed. */
const retryMs = 1000;
/** Where much falls due at one moment, a reader waits for so many items, and for so many again while something has ended. */
const few = 4;

/**
 * Tracks the public revision, which keys were named since, when the next due change comes, and when the next public end.
 * Before a state is given what has ended is ended, and the first of what falls due is done; if that fails, it is reported, and
 * the former state holds for another second.
 */
export function trackFreshness({ database, clock, due, report }: Parts): Freshness {
  let state: (PublicSnapshot & { version: number }) | undefined;
  let looking: Promise<PublicSnapshot> | undefined;
  const named = rememberNamedKeys();
  let epochNamed = NaN;

  function known(): PublicSnapshot | undefined {
    const isKnown = state?.version === database.version() && clock.now() < state.until;
    return isKnown ? state : undefined;
  }

  async function find(): Promise<PublicSnapshot> {
    // A read that is running may have missed later commits.
    await looking?.catch(() => undefined);
    return known() ?? (looking ??= look().finally(() => (looking = undefined)));
  }

  async function look(isSecond = false): Promise<PublicSnapshot> {
    // Read the version first: a commit between the two reads is then found by the next one.
    const [version, epoch] = [database.version(), database.epoch()];
    if (epoch !== epochNamed) named.forget();
    epochNamed = epoch;
    const { number, coming } = await database.read(async (db) => {
      const { number } = await findPublicRevision(db);
      await named.read(db, number);
      return { number, coming: await due.findComing(db) };
    });
    const revision = epoch * revisionsPerEpoch + number;
    const { next, publicEnd: endsAt } = coming;
    const isDue = next <= clock.now();
    const hasEnded = endsAt <= clock.now();
    if (isDue && (!isSecond || hasEnded) && (await catchUp())) return look(true);
    state = { version, revision, endsAt, until: isDue ? clock.now() + retryMs : next };
    return state;
  }

  async function catchUp(): Promise<boolean> {
    try {
      return await due.runFirst(few);
    } catch (error) {
      report(error);
      return false;
    }
  }

  function isUntouched(keys: readonly string[], revision: number): boolean {
    const number = revision - epochNamed * revisionsPerEpoch;
    // Of another epoch, or of none, it is no number of this log.
    return number >= 0 && number < revisionsPerEpoch && named.isUntouched(keys, number);
  }

  return { known, find, isUntouched };
}
