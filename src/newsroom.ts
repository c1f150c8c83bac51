import { mkdir } from 'node:fs/promises';
import { ensureSystem, system } from './access/system.ts';
import type { Config } from './config.ts';
import { doDueWork } from './edition/due/due.ts';
import type { Clock } from './foundation/clock.ts';
import type { Database } from './foundation/database/database.ts';
import { openSqlite } from './foundation/database/sqlite.ts';
import { seedIfEmpty } from './seed.ts';

type Opening = {
  config: Pick<Config, 'databaseFile' | 'mediaDir' | 'seed' | 'site'>;
  clock: Clock;
  onQuery?: (sql: string) => void;
  /** Told before each step that may take a while. */
  report?: (step: string) => void;
};

/** Opens the database, migrated, seeded when it is empty, and with everything done that has fallen due. */
export async function openNewsroom({
  config,
  clock,
  onQuery,
  report = () => {},
}: Opening): Promise<Database> {
  await mkdir(config.mediaDir, { recursive: true });
  report(`opening ${config.databaseFile}`);
  const database = openSqlite({ file: config.databaseFile, clock, ...(onQuery ? { onQuery } : {}) });
  await ensureSystem(database);
  if (config.seed === 'samples') {
    const stories = await seedIfEmpty(database, {
      mediaDir: config.mediaDir,
      defaultLocale: config.site.defaultLocale,
    });
    if (stories > 0) report(`seeded ${stories} stories: the Kishida story and samples`);
  }
  await database.transact(system, doDueWork);
  return database;
}
