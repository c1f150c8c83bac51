import { lookAtFile } from '../../foundation/database/sqlite/file/own-file.ts';
import { openReadOnly } from '../../foundation/database/sqlite/read-only.ts';
import {
  lastMigrationAt,
  migrationName,
} from '../../foundation/database/sqlite/migrations/migration-files.ts';
import type { FileStore } from '../../foundation/files/store.ts';
import type { Config } from '../settings/config.ts';
import { databaseFindings } from './database-findings.ts';
import { fileFindings } from './file-findings.ts';
import type { Finding } from './finding.ts';
import { backupFindings, clockFindings, settingFindings, versionFindings } from './surroundings.ts';

/** Looks at everything and changes nothing, also beside a running server. Throws where there is no database of this version. */
export async function examine(
  config: Config,
  { pictures, now }: { pictures: FileStore; now: number },
): Promise<Finding[]> {
  const { databaseUrl } = config;
  if (lookAtFile(databaseUrl) === 'new')
    throw new Error(`There is no database at ${databaseUrl} (DATABASE_URL, or dateline.db in DATA_DIR).`);
  const database = openReadOnly(databaseUrl);
  try {
    const schema = database.schema();
    if (schema !== migrationName(lastMigrationAt))
      throw new Error(
        `The database has the schema ${String(schema)} of an older version: start this version once, then ask again.`,
      );
    const { sqliteVersion: sqlite } = database;
    return await database.read(async (db) => [
      ...versionFindings({ sqlite, node: process.versions.node }),
      ...databaseFindings(database),
      ...clockFindings(database, now),
      ...(await fileFindings(db, pictures, now)),
      ...settingFindings(config),
      ...(await backupFindings(config, now)),
    ]);
  } finally {
    database.close();
  }
}
