import type { Clock } from '../clock.ts';
import type { Db } from '../database/database.ts';
import { pause } from '../process/pause.ts';
import { stepInWords, watchClock } from './clock-steps.ts';
import { type FinishingParts, openFinishing } from './finish.ts';
import { askNext, askNextOfEach } from './next.ts';
import type { DueItem, DueWork } from './work.ts';

type Parts = FinishingParts & {
  clock: Clock;
  /** In the order in which items due at the same moment are done. */
  works: DueWork[];
};

/** So many items are done before others that write or read have their turn. */
const together = 4;
/** Work that is due for longer is late. */
const lateMs = 1_000;
/** When no round has finished for this long, the process counts as stuck and not ready. */
const stuckMs = 10_000;

/**
 * What is due and not done: how many items, since when (UTC milliseconds), how many were set aside, and whether rounds
 * have stopped.
 */
export type Lag = { late: number; since: number | undefined; setAside: number; isStuck: boolean };

export type DueRunner = ReturnType<typeof createDueRunner>;

/**
 * Runs due work, each item as a work of its own, so that a failure stops no other. An item that a rule refuses is set aside; other
 * failures are tried again with a backoff.
 */
export function createDueRunner({ database, clock, actor, works, report }: Parts) {
  const { isPaused, finish, counted } = openFinishing({ database, clock, actor, report });
  const isTrusted = watchClock(clock, (byMs) =>
    report(`the clock was set ${stepInWords(byMs)}: what begins or ends by itself waits for a minute`, {
      byMs: Math.round(byMs),
    }),
  );
  /** When the next item is due; `Infinity` when there is none. */
  const findNext = askNext(works.flatMap(({ waiting }) => waiting));
  /** The same, and when readers see something end next. */
  const findComing = askNextOfEach({
    next: works.flatMap(({ waiting }) => waiting),
    publicEnd: works.flatMap(({ publicEnds = [] }) => publicEnds),
  });
  let running: Promise<void> | undefined;
  const waiting = new Set<{ until: number; go: () => void }>();
  let lookedAfterAt = -Infinity;

  /** How many items were tried since the start. */
  function finished(): number {
    return counted.done + counted.failed;
  }

  /** Does everything that is due now. Throws only when due work cannot be read. */
  async function run(): Promise<void> {
    // A round that is running may have missed what fell due since it began.
    await running?.catch(() => undefined);
    await (running ??= round().finally(() => (running = undefined)));
  }

  /**
   * Does everything that is due now; resolves when so many items are finished, or all. False where nothing was: what
   * failed waits for its next try. Throws like `run`.
   */
  async function runFirst(most: number): Promise<boolean> {
    const before = finished();
    const enough = Promise.withResolvers<undefined>();
    const one = { until: before + most, go: () => enough.resolve(undefined) };
    waiting.add(one);
    await Promise.race([run(), enough.promise]).finally(() => waiting.delete(one));
    return finished() > before;
  }

  async function round(): Promise<void> {
    const now = clock.now();
    // What is published early cannot be called back, and what is ended early is gone for its readers.
    const found = isTrusted() ? await database.read((db) => findAll(db, now)) : [];
    const due = found.filter(({ work, item }) => !isPaused(work, item.subject));
    for (let from = 0; from < due.length; from += together) {
      const some = due.slice(from, from + together);
      // In their order, each in a step of its own; they share one commit.
      await Promise.all(some.map(({ work, item }) => finish(work, item.subject)));
      for (const { until, go } of waiting) if (finished() >= until) go();
      // Lets requests run in between.
      await pause(0);
    }
    lookedAfterAt = clock.now();
  }

  async function findAll(db: Db, now: number): Promise<{ work: DueWork; item: DueItem }[]> {
    // One statement is enough when nothing is due.
    if ((await findNext(db)) > now) return [];
    const found: { work: DueWork; item: DueItem }[] = [];
    for (const work of works) found.push(...(await work.findDue(db, now)).map((item) => ({ work, item })));
    return found.sort((one, other) => one.item.at - other.item.at);
  }

  /** The milliseconds until the next due item; `Infinity` when it is due already or there is none. */
  async function leftMs(): Promise<number> {
    const left = (await database.read(findNext)) - clock.now();
    return left > 0 ? left : Infinity;
  }

  async function lag(): Promise<Lag> {
    const now = clock.now();
    return database.read(async (db) => {
      const late = await findAll(db, now - lateMs);
      const since = late[0]?.item.at;
      let setAside = 0;
      for (const work of works) setAside += (await work.countSetAside?.(db)) ?? 0;
      const isStuck = since !== undefined && now - Math.max(since, lookedAfterAt) > stuckMs;
      return { late: late.length, since, setAside, isStuck };
    });
  }

  /** Since the start: items that were done, and tries that failed. */
  function stats() {
    return { ...counted };
  }

  return { run, runFirst, findNext, findComing, leftMs, lag, stats };
}
