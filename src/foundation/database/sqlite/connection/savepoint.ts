import type BetterSqlite3 from 'better-sqlite3';
import type { Turns } from './turns.ts';

/**
 * Makes a function that runs a step of a transaction in a savepoint: what a step wrote before it threw is undone, and
 * the transaction can go on. `settled` waits for statements of the step that were put off.
 */
export function savepoint(
  connection: BetterSqlite3.Database,
  name: string,
  { settled }: Pick<Turns, 'settled'>,
) {
  const [save, keep, undo] = ['SAVEPOINT', 'RELEASE', 'ROLLBACK TO'].map((verb) =>
    connection.prepare(`${verb} ${name}`),
  );
  return async function attempt<T>(step: () => Promise<T>): Promise<T> {
    save!.run();
    try {
      return await step();
    } catch (error) {
      await settled();
      // An error such as a full disk rolls back the whole transaction, and with it what came before the step.
      if (connection.inTransaction) undo!.run();
      throw error;
    } finally {
      if (connection.inTransaction) keep!.run();
    }
  };
}
