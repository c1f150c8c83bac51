import { setImmediate as nextTurn } from 'node:timers/promises';
import type BetterSqlite3 from 'better-sqlite3';

type Waiting = { work: () => Promise<unknown>; settle: (outcome: Outcome) => void };
type Outcome = { result: unknown } | { error: Error };

/** How many works one commit may hold, and after how many milliseconds no more are begun: others wait for the file. */
const most = 50;
const longestMs = 20;

/**
 * Makes the line of those who write. One at a time, in the order they came, each whole or not at all (a savepoint each);
 * those that came in one turn of the event loop share one commit, since to make it durable costs more than most works.
 * Each is answered after the commit that keeps it, refusals too: they may rest on what another in the group did. Before
 * anyone is answered, `onEnd` is told.
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
  /** Resolves when nobody waits any more. */
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
      // Nothing was begun: whoever waited shares the reason.
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
      // A full disk or the like takes the whole transaction back by itself, and with it the works before.
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
