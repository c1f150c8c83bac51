import BetterSqlite3 from 'better-sqlite3';
import { makePrivate } from '../../../process/private-file.ts';
import { isBusy } from './errors.ts';

export type Connection = BetterSqlite3.Database;

/** Before this one, two connections that write and checkpoint at once could corrupt the file. */
const oldestSafeVersion = '3.51.3';

/** How long a connection waits inside SQLite while it is opened; later it never does, since that stops the event loop. */
export const openingPatienceMs = 30_000;

/** How many pages the log holds before a commit moves them into the file. The server moves them sooner, in a thread. */
const mostPagesInLog = 4_000;

/** Opens the file with every setting that Dateline relies on. Until `stopWaiting` it waits for a locked file. */
export function connect(file: string, options: BetterSqlite3.Options = {}): Connection {
  const { timeout = openingPatienceMs } = options;
  // Its log and its journal get the same rights.
  if (!options.readonly) makePrivate(file);
  const connection = new BetterSqlite3(file, { ...options, timeout });
  refuseOldSqlite(connection);
  if (!options.readonly) keepWal(connection, timeout);
  // Explicit, since the driver is compiled with NORMAL under WAL, which loses acknowledged writes in a power cut.
  connection.pragma('synchronous = FULL');
  connection.pragma('foreign_keys = ON');
  connection.pragma('trusted_schema = OFF');
  connection.pragma('temp_store = MEMORY');
  // The system keeps pages as well. Not mapped: all that was read of a large file would count as memory of the process.
  connection.pragma('cache_size = -8000');
  connection.pragma('mmap_size = 0');
  connection.pragma('journal_size_limit = 67108864');
  connection.pragma(`wal_autocheckpoint = ${mostPagesInLog}`);
  if (options.readonly) connection.pragma('query_only = ON');
  return connection;
}

/** From now on, a locked file is an error at once: whoever gets it waits outside SQLite. */
export function stopWaiting(connection: Connection): void {
  connection.pragma('busy_timeout = 0');
}

/** The version of SQLite. */
export function versionOf(connection: Connection): string {
  return connection.prepare('SELECT sqlite_version()').pluck().get() as string;
}

/** What is wrong with a version that has known faults, in a sentence. */
export function versionFault(version: string): string[] {
  if (version.localeCompare(oldestSafeVersion, 'en', { numeric: true }) >= 0) return [];
  return [
    `SQLite ${version} can corrupt its file: install the packages of this version (npm ci), which bring ${oldestSafeVersion} or newer.`,
  ];
}

function refuseOldSqlite(connection: Connection): void {
  const [fault] = versionFault(versionOf(connection));
  if (fault !== undefined) throw new Error(fault);
}

/**
 * Switches the file to write-ahead logging. When several processes open a new file at once, SQLite refuses this
 * immediately, whatever the busy timeout; so it is tried again until one of them has done it.
 */
function keepWal(connection: Connection, patienceMs: number): void {
  const nobody = new Int32Array(new SharedArrayBuffer(4));
  const until = performance.now() + patienceMs;
  for (;;) {
    try {
      connection.pragma('journal_mode = WAL');
      return;
    } catch (error) {
      if (!isBusy(error) || performance.now() > until) throw error;
      Atomics.wait(nobody, 0, 0, 10);
    }
  }
}
