import { setImmediate as nextTurn } from 'node:timers/promises';

/** The connection that writes: one transaction at a time. Every function may be synchronous where the engine is. */
export type Writer = {
  /** Begins a transaction. Throws a busy error when others kept the lock for as long as the engine waits at once. */
  begin(): Promise<void>;
  commit(): Promise<void>;
  /** Rolls back what was begun, whatever is left of it. */
  rollback(): Promise<void>;
  /** Whether the transaction is still open: an error such as a full disk rolls it back. */
  isOpen(): boolean;
  /** Runs a step: what it wrote before it threw is undone, and the transaction can go on. */
  attempt<T>(step: () => Promise<T>): Promise<T>;
  /** Whether others have the lock, so that it is worth another try. */
  isBusy(error: unknown): boolean;
};

type Waiting = { work: () => Promise<unknown>; settle: (outcome: Outcome) => void; since: number };
type Outcome = { result: unknown } | { error: Error };

type Options = {
  /** Called after each transaction, before its promises settle. */
  onEnd: () => void;
  /** How long a work waits for others that write; then it is refused. */
  patienceMs: number;
};

/** Works done and the milliseconds that they waited, their commits, and how often others had the lock. */
export type WriteCounts = { writes: number; writeWaitMs: number; commits: number; busyRetries: number };

/** Limits of one commit: so many works, and none begun after so many milliseconds, since others wait for the lock. */
const most = 50;
const longestMs = 20;

/**
 * Makes the queue of writers. They run one at a time, in order. Works that came in one turn of the event loop share one
 * commit, since a durable commit costs more than most works: each is a step that can be undone. Each promise settles after
 * that commit, refusals too: they may depend on another work of the group.
 */
export function groupCommits(writer: Writer, { onEnd, patienceMs }: Options) {
  const line: Waiting[] = [];
  const counts: WriteCounts = { writes: 0, writeWaitMs: 0, commits: 0, busyRetries: 0 };
  let running: Promise<void> = Promise.resolve();
  let isRunning = false;

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
      if (await hasBegun()) await runGroup();
    }
    isRunning = false;
  }

  /** Begins a transaction; false when nobody waits for it any more. */
  async function hasBegun(): Promise<boolean> {
    while (line.length > 0) {
      try {
        await writer.begin();
        return true;
      } catch (error) {
        const isLate = writer.isBusy(error) ? isTooLate : () => true;
        while (line[0] && isLate(line[0])) line.shift()!.settle({ error: error as Error });
        if (line.length > 0) counts.busyRetries += 1;
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
      // When one that is alone fails, the whole transaction is rolled back.
      const isAlone = line.length === 1;
      do {
        const waiting = line.shift()!;
        group.push(waiting);
        counts.writeWaitMs += performance.now() - waiting.since;
        outcomes.push(isAlone ? { result: await waiting.work() } : await outcomeOf(waiting));
      } while (!isAlone && line.length > 0 && group.length < most && performance.now() < last);
      await writer.commit();
      counts.commits += 1;
      counts.writes += group.length;
      onEnd();
      group.forEach(({ settle }, index) => settle(outcomes[index]!));
    } catch (error) {
      await writer.rollback();
      onEnd();
      for (const { settle } of group) settle({ error: error as Error });
    }
  }

  async function outcomeOf({ work }: Waiting): Promise<Outcome> {
    try {
      return { result: await writer.attempt(work) };
    } catch (error) {
      // The works before this one are rolled back, too.
      if (!writer.isOpen()) throw error;
      return { error: error as Error };
    }
  }
}
