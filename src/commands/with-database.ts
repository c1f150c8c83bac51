import { ensureSystem } from '../access/system.ts';
import { systemClock } from '../foundation/clock.ts';
import type { Database } from '../foundation/database/database.ts';
import { shownPlace } from '../main/settings/addresses.ts';
import { type Config, readConfig } from '../main/settings/config.ts';
import { openDatabase } from '../main/open-database.ts';

/**
 * Works with the database beside the server, also while it runs. Where the database takes nothing, such as on a full
 * disk, the error says so and names it.
 */
export async function withDatabase<T>(work: (database: Database, config: Config) => Promise<T>): Promise<T> {
  const config = readConfig();
  const database = await openDatabase({
    config,
    clock: systemClock,
    patienceMs: 60_000,
    isCommand: true,
    report: (step) => process.stderr.write(`${step}\n`),
  });
  try {
    await ensureSystem(database);
    return await work(database, config);
  } catch (error) {
    const trouble = troubleOf(database, config);
    throw trouble === undefined ? error : new Error(trouble, { cause: error });
  } finally {
    await database.close();
  }
}

/** Why the database takes nothing, if it does not. */
export function troubleOf(database: Database, { databaseUrl }: Config): string | undefined {
  const trouble = database.trouble();
  if (trouble === undefined) return undefined;
  return `Cannot write to the database ${shownPlace(databaseUrl)} (DATABASE_URL, or dateline.db in DATA_DIR): ${trouble.cause}.`;
}
