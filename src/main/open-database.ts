import type { Clock } from '../foundation/clock.ts';
import type { Database } from '../foundation/database/database.ts';
import type { Engine } from '../foundation/database/engine.ts';
import { engineAt } from '../foundation/database/engines/engine-at.ts';
import { markKey } from '../library/pictures/maker/owner.ts';
import { isOriginalKey } from '../library/pictures/renditions/files.ts';
import type { Config } from './settings/config.ts';
import { openFiles } from './pictures.ts';
import { existing, opening } from './settings/opening.ts';
import { saying } from './settings/saying.ts';

type Opening = {
  config: Pick<Config, 'databaseUrl' | 'mediaDir'> & Partial<Pick<Config, 's3' | 'backupsDir'>>;
  clock: Clock;
  onQuery?: (sql: string) => void;
  /** How long reads and writes wait for another process that writes. */
  patienceMs?: number;
  /** For commands beside a server: a wrong path makes no new database, and nothing is migrated beside an older one. */
  isCommand?: boolean;
  /** Reports steps that may take long. */
  report?: (step: string) => void;
};

/** Opens the database of these settings, for the server and for commands. Throws when it seems to be lost. */
export async function openDatabase({ config, isCommand = false, ...options }: Opening): Promise<Database> {
  const { databaseUrl, backupsDir: backups } = config;
  return opening(databaseUrl, async () => {
    const engine = await engineAt(databaseUrl);
    await refuseLostDatabase(engine, config);
    if (isCommand) await existing(databaseUrl);
    return engine.open({ backups, ...options, migratesAlone: isCommand });
  });
}

/** Where pictures are kept, there was a database: a new one would not know them. */
async function refuseLostDatabase(engine: Engine, config: Opening['config']): Promise<void> {
  const { mediaDir, s3 } = config;
  if ((await engine.look()) === 'ours') return;
  const place = s3
    ? `the bucket ${s3.endpoint} (S3_ENDPOINT)`
    : `${mediaDir} (MEDIA_DIR, or media in DATA_DIR)`;
  const found = await saying(`${place} cannot be read`, () => pictureIn(config));
  if (found === undefined) return;
  throw new Error(
    `there is no database, but ${place} holds the pictures of one, such as ${found}. Put the file back or restore a backup; to begin anew, name an empty place for the pictures. Nothing was changed.`,
  );
}

async function pictureIn(config: Opening['config']): Promise<string | undefined> {
  const store = openFiles(config);
  if ((await store.sizeOf(markKey)) !== undefined) return markKey;
  for await (const { key } of store.list('originals/')) if (isOriginalKey(key)) return key;
  return undefined;
}
