import { setImmediate as nextTurn } from 'node:timers/promises';
import type BetterSqlite3 from 'better-sqlite3';

type Waiting = { work: () => Promise<unknown>; settle: (outcome: Outcome) => void };
type Outcome = { result: unknown } | { error: Error };

/**
 * Limits of one commit: so many works, and none begun after so many milliseconds, since other processes wait for the
 * file.
 */
const most = 50;
const longestMs = 20;

/**
 * Makes the queue of writers. They run one at a time, in order, each in a savepoint. Works that came in one turn of the
 * event loop share one commit, since a durable commit costs more than most works. Each promise settles after that
 * commit, refusals too: they may depend on another work of the group. `onEnd` is called before the promises settle.
 */
export function groupCommits(connection: BetterSqlite3.Database, onEnd: () => void) {
  const [begin, commit, rollback] = ['BEGIN IMMEDIATE', 'COMMIT', 'ROLLBACK'].map(prepare);
  const [save, keep, undo] = ['SAVEPOINT work', 'RELEASE work', 'ROLLBACK TO work'].map(prepare);
  const line: Waiting[] = [];
  let running: Promise<void> = Promise.resolve();
  let isRunning = false;

  function enter<T>(work: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      line.push({
        work,
        settle: (outcome) => ('error' in outcome ? reject(outcome.error) : resolve(outcome.result as T)),
      });
      if (!isRunning) running = run();
    });
  }
  /** Resolves when the queue is empty. */
  enter.drained = () => running;
  return enter;

  async function run(): Promise<void> {
    isRunning = true;
    while (line.length > 0) {
      await nextTurn();
      await runGroup();
    }
    isRunning = false;
  }

  async function runGroup(): Promise<void> {
    const group: Waiting[] = [];
    const outcomes: Outcome[] = [];
    try {
      begin!.run();
      const last = performance.now() + longestMs;
      do {
        const waiting = line.shift()!;
        group.push(waiting);
        outcomes.push(await outcomeOf(waiting));
      } while (line.length > 0 && group.length < most && performance.now() < last);
      commit!.run();
      onEnd();
      group.forEach(({ settle }, index) => settle(outcomes[index]!));
    } catch (error) {
      if (connection.inTransaction) rollback!.run();
      onEnd();
      // BEGIN failed: all that wait get the same error.
      if (group.length === 0) group.push(...line.splice(0, most));
      for (const { settle } of group) settle({ error: error as Error });
    }
  }

  async function outcomeOf({ work }: Waiting): Promise<Outcome> {
    save!.run();
    try {
      const result = await work();
      keep!.run();
      return { result };
    } catch (error) {
      // An error such as a full disk rolls back the whole transaction, and with it the works before this one.
      if (!connection.inTransaction) throw error;
      undo!.run();
      keep!.run();
      return { error: error as Error };
    }
  }

  function prepare(sql: string) {
    return connection.prepare(sql);
  }
}
