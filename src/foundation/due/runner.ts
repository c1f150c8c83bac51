import type { Clock } from '../clock.ts';
import type { Actor, Database, Db } from '../database/database.ts';
import { pause } from '../process/pause.ts';
import { Problem } from '../problem.ts';
import { watchClock } from './clock-steps.ts';
import { askNext } from './next.ts';
import { createBackoff } from './backoff.ts';
import type { DueItem, DueWork } from './work.ts';

type Parts = {
  database: Database;
  clock: Clock;
  /** In whose name it is done. */
  actor: Actor;
  /** The order in which things of one moment are done. */
  works: DueWork[];
  /** Told of whatever did not go as it should: what to log as an error. */
  report: (message: string, details: Record<string, unknown>) => void;
};

/** Something that is neither a rule nor a busy database is tried this often before it is set aside. */
const mostTries = 5;
/** Later than this, due work is late. */
const lateMs = 1_000;
/** When nothing has been looked after for as long as this, the process is not to be relied on. */
const stuckMs = 10_000;

/** What is due and not done: how much, since when (UTC milliseconds), how much was set aside, and whether all of it stands still. */
export type Lag = { late: number; since: number | undefined; setAside: number; isStuck: boolean };

export type DueRunner = ReturnType<typeof createDueRunner>;

/**
 * Does what falls due, each thing in a transaction of its own, so that one that fails holds up no other. What a rule
 * refuses is set aside; what fails otherwise is tried again after pauses that grow.
 */
export function createDueRunner({ database, clock, actor, works, report }: Parts) {
  const backoff = createBackoff(() => clock.elapsed?.() ?? clock.now());
  const isTrusted = watchClock(clock, (byMs) =>
    report('the clock was set: what is to be published by itself waits for a minute', { byMs }),
  );
  /** When there will next be something to do; `Infinity` when nothing waits for a time. */
  const findNext = askNext(works.flatMap(({ waiting }) => waiting));
  let running: Promise<void> | undefined;
  let lookedAfterAt = -Infinity;

  /** Does all that has fallen due by now. Throws only when it cannot even be asked for. */
  async function run(): Promise<void> {
    // A round that began before us may have missed what has fallen due meanwhile.
    await running?.catch(() => undefined);
    await (running ??= round().finally(() => (running = undefined)));
  }

  async function round(): Promise<void> {
    const now = clock.now();
    const trusted = isTrusted();
    for (const { work, item } of await database.read((db) => findAll(db, now))) {
      const key = `${work.name} ${item.subject}`;
      if ((work.publishes && !trusted) || backoff.isPaused(key)) continue;
      await finish(work, item.subject, key);
      // Requests come in between.
      await pause(0);
    }
    lookedAfterAt = clock.now();
  }

  async function finish(work: DueWork, subject: string, key: string): Promise<void> {
    try {
      await database.transact(actor, (inside) => work.finish(inside, subject));
      backoff.forget(key);
    } catch (error) {
      await giveUp(work, subject, key, error);
    }
  }

  async function giveUp(work: DueWork, subject: string, key: string, error: unknown): Promise<void> {
    const { times, ms } = backoff.noteFailure(key);
    const details = { err: error, due: work.name, subject };
    const { setAside } = work;
    if (setAside && (isRefused(error) || (!isTemporary(error) && times >= mostTries))) {
      try {
        await database.transact(actor, (inside) => setAside(inside, subject, error));
        backoff.forget(key);
        return report('due work was set aside: somebody must look at it', details);
      } catch (failure) {
        report('due work could not be set aside', { ...details, err: failure });
      }
    }
    report('due work failed and is tried again', { ...details, afterMs: ms });
  }

  async function findAll(db: Db, now: number): Promise<{ work: DueWork; item: DueItem }[]> {
    // One statement tells of most seconds that nothing is due.
    if ((await findNext(db)) > now) return [];
    const found: { work: DueWork; item: DueItem }[] = [];
    for (const work of works) found.push(...(await work.findDue(db, now)).map((item) => ({ work, item })));
    return found.sort((one, other) => one.item.at - other.item.at);
  }

  /** How many milliseconds there are until something falls due; `Infinity` when it has, or nothing will. */
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

  return { run, findNext, leftMs, lag };
}

/** Whether a rule says no, and will say no again until somebody changes something. */
function isRefused(error: unknown): boolean {
  return error instanceof Problem && !isTemporary(error);
}

/** Whether only the moment was wrong: a busy database, a full disk. */
function isTemporary(error: unknown): boolean {
  return error instanceof Problem && error.problem === 'unavailable';
}
