import { authenticate } from '../access/caller.ts';
import { ensureFirstKey } from '../access/first-key.ts';
import { ensureSystem } from '../access/system.ts';
import { shownPlace } from './settings/addresses.ts';
import type { Config } from './settings/config.ts';
import { openDueRunner } from './due.ts';
import type { Clock } from '../foundation/clock.ts';
import type { Database } from '../foundation/database/database.ts';
import { makeFolder } from '../foundation/process/folder.ts';
import { openDatabase } from './open-database.ts';
import { incomingOf, openFiles, refuseOtherFolder } from './pictures.ts';
import { indexWhatIsNot } from './search-index.ts';
import { saying } from './settings/saying.ts';
import { seedIfEmpty } from './seed.ts';

type Opening = {
  config: Pick<Config, 'databaseUrl' | 'mediaDir' | 'seed' | 'site'> &
    Partial<Pick<Config, 'adminApiKey' | 'mediaShared' | 's3' | 'backupsDir'>>;
  clock: Clock;
  onQuery?: (sql: string) => void;
  /** Reports steps that may take long. */
  report?: (step: string) => void;
};

/**
 * Opens the database: migrates it, refuses a folder for pictures that is not the one of other servers, seeds it when it is
 * empty, issues a first admin key when there is none, and does all due work. Reports when ADMIN_API_KEY is not valid here.
 */
export async function openNewsroom({
  config,
  clock,
  onQuery,
  report = () => {},
}: Opening): Promise<Database> {
  const { databaseUrl, mediaDir } = config;
  await saying(`Cannot keep pictures in ${mediaDir} (MEDIA_DIR, or media in DATA_DIR)`, () =>
    makeFolder(mediaDir),
  );
  report(`opening ${shownPlace(databaseUrl)}`);
  const database = await openDatabase({ config, clock, report, ...(onQuery ? { onQuery } : {}) });
  await ensureSystem(database);
  await refuseOtherFolder(config, database);
  await indexWhatIsNot(database, report);
  if (config.seed === 'samples') {
    const stories = await seedIfEmpty(database, {
      store: openFiles(config),
      scratch: incomingOf(mediaDir),
      site: config.site,
    });
    if (stories > 0) report(`seeded ${stories} stories: the Kishida story and samples`);
  }
  const { adminApiKey } = config;
  const firstKey = await ensureFirstKey(database, adminApiKey);
  if (firstKey !== undefined) report(`First admin key (shown once): ${firstKey}`);
  if (adminApiKey !== undefined && !(await isAdminKey(adminApiKey, { database, clock })))
    report('ADMIN_API_KEY is ignored: it is no admin key of this database, which has one already');
  await openDueRunner({
    database,
    clock,
    report: (message, { err }) => report(`${message}: ${String(err)}`),
  }).run();
  return database;
}

async function isAdminKey(key: string, parts: { database: Database; clock: Clock }): Promise<boolean> {
  return (await authenticate(key, parts)).caller?.role === 'admin';
}
