import type { Engine } from '../../foundation/database/engine.ts';
import { engineAt } from '../../foundation/database/engines/engine-at.ts';
import { shownPlace } from './addresses.ts';
import { saying } from './saying.ts';

/** Adds to an error which database of the settings cannot be opened. */
export async function opening<T>(databaseUrl: string, work: () => Promise<T>): Promise<T> {
  return saying(
    `Cannot open the database ${shownPlace(databaseUrl)} (DATABASE_URL, or dateline.db in DATA_DIR)`,
    work,
  );
}

/** The engine of a database that is there. For commands: a wrong place makes no new one. */
export async function existing(databaseUrl: string): Promise<Engine> {
  const engine = await engineAt(databaseUrl);
  if ((await engine.look()) === 'ours') return engine;
  throw new Error(
    'there is none. Name the right place, or start the server, which makes a new one. Nothing was changed.',
  );
}
