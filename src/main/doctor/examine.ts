import type { FileStore } from '../../foundation/files/store.ts';
import { existing, opening } from '../settings/opening.ts';
import type { Config } from '../settings/config.ts';
import { databaseFindings } from './database-findings.ts';
import { fileFindings } from './file-findings.ts';
import type { Finding } from './finding.ts';
import { backupFindings, clockFindings, nodeFindings } from './surroundings.ts';

/** Looks at everything and changes nothing, also beside a running server. Throws where there is no database of this version. */
export async function examine(
  config: Config,
  { pictures, now }: { pictures: FileStore; now: number },
): Promise<Finding[]> {
  const { databaseUrl } = config;
  const database = await opening(databaseUrl, async () => (await existing(databaseUrl)).openReadOnly());
  try {
    const schema = await database.schema();
    if (schema !== database.newestSchema)
      throw new Error(
        `The database has the schema ${String(schema)} of an older version: start this version once, then ask again.`,
      );
    return await database.read(async (db) => [
      ...nodeFindings(process.versions.node),
      ...(await database.warnings()).map((sentence) => ({ sentence })),
      ...(await databaseFindings(database)),
      ...(await clockFindings(database, now)),
      ...(await fileFindings(db, pictures, now)),
      ...config.warnings.map((sentence) => ({ sentence })),
      ...(await backupFindings(database, config, now)),
    ]);
  } finally {
    await database.close();
  }
}
