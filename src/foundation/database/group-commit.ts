import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import type BetterSqlite3 from 'better-sqlite3';
import { gapMs, mostWritingMs, waitForLock } from './lock-tries.ts';
import { savepoint } from './savepoint.ts';
import { isBusy } from './sqlite-errors.ts';

type Waiting = { work: () => Promise<unknown>; settle: (outcome: Outcome) => void; since: number };
type Outcome = { result: unknown } | { error: Error };

type Options = {
  /** Called after each transaction, before its promises settle. */
  onEnd: () => void;
  /** How long a work waits for a file that another process has locked; then it is refused. */
  patienceMs: number;
};

/** Works done and the milliseconds that they waited, their commits, and how often the file was found locked. */
export type WriteCounts = { writes: number; writeWaitMs: number; commits: number; busyRetries: number };

/**
 * Limits of one commit: so many works, and none begun after so many milliseconds, since other processes wait for the
 * file.
 */
const most = 50;
const longestMs = 20;

/**
 * Makes the queue of writers. They run one at a time, in order, each in a savepoint. Works that came in one turn of the
 * event loop share one commit, since a durable commit costs more than most works. Each promise settles after that
 * commit, refusals too: they may depend on another work of the group.
 */
export function groupCommits(connection: BetterSqlite3.Database, { onEnd, patienceMs }: Options) {
  const [begin, commit, rollback] = ['BEGIN IMMEDIATE', 'COMMIT', 'ROLLBACK'].map(prepare);
  const attempt = savepoint(connection, 'work');
  const line: Waiting[] = [];
  const counts: WriteCounts = { writes: 0, writeWaitMs: 0, commits: 0, busyRetries: 0 };
  let running: Promise<void> = Promise.resolve();
  let isRunning = false;
  // Since when this process has left the file free for no longer than a moment, and when it last let go of it.
  let [writingSince, freeSince] = [-Infinity, -Infinity];

  function enter<T>(work: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      line.push({
        work,
        settle: (outcome) => ('error' in outcome ? reject(outcome.error) : resolve(outcome.result as T)),
        since: performance.now(),
      });
      if (!isRunning) running = run();
    });
  }
  /** Resolves when the queue is empty. */
  enter.drained = () => running;
  enter.counts = counts;
  /** How many works wait. */
  enter.waiting = () => line.length;
  return enter;

  async function run(): Promise<void> {
    isRunning = true;
    while (line.length > 0) {
      await nextTurn();
      if (performance.now() - writingSince > mostWritingMs) await leaveGap();
      if (await hasBegun()) await runGroup();
      freeSince = performance.now();
    }
    isRunning = false;
  }

  /** Lets other processes at the file, unless nobody here has written for that long. */
  async function leaveGap(): Promise<void> {
    const leftMs = gapMs - (performance.now() - freeSince);
    if (leftMs > 0) await pause(leftMs);
    writingSince = performance.now();
  }

  /** Begins a transaction; false when nobody waits for it any more. */
  async function hasBegun(): Promise<boolean> {
    while (line.length > 0) {
      try {
        begin!.run();
        return true;
      } catch (error) {
        const isLate = isBusy(error) ? isTooLate : () => true;
        while (line[0] && isLate(line[0])) line.shift()!.settle({ error: error as Error });
        if (line.length === 0) return false;
        counts.busyRetries += 1;
        await waitForLock();
        writingSince = performance.now();
      }
    }
    return false;
  }

  function isTooLate({ since }: Waiting): boolean {
    return performance.now() - since > patienceMs;
  }

  async function runGroup(): Promise<void> {
    const group: Waiting[] = [];
    const outcomes: Outcome[] = [];
    try {
      const last = performance.now() + longestMs;
      do {
        const waiting = line.shift()!;
        group.push(waiting);
        counts.writeWaitMs += performance.now() - waiting.since;
        outcomes.push(await outcomeOf(waiting));
      } while (line.length > 0 && group.length < most && performance.now() < last);
      commit!.run();
      counts.commits += 1;
      counts.writes += group.length;
      onEnd();
      group.forEach(({ settle }, index) => settle(outcomes[index]!));
    } catch (error) {
      if (connection.inTransaction) rollback!.run();
      onEnd();
      for (const { settle } of group) settle({ error: error as Error });
    }
  }

  async function outcomeOf({ work }: Waiting): Promise<Outcome> {
    try {
      return { result: await attempt(work) };
    } catch (error) {
      // The works before this one are rolled back, too.
      if (!connection.inTransaction) throw error;
      return { error: error as Error };
    }
  }

  function prepare(sql: string) {
    return connection.prepare(sql);
  }
}
