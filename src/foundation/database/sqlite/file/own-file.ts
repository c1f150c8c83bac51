import { existsSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';
import { sizeOf } from '../../../files/file-sizes.ts';
import { firstMigrationAt, lastMigrationAt } from '../migrations/migration-files.ts';
import { applicationId } from '../migrations/migrations.ts';
import type { Connection } from '../connection/connection.ts';

/**
 * Whether the file is yet to be made, or is a database of Dateline. Throws for every other file, and for the database of
 * a newer Dateline, with what was found and what to do. Changes nothing.
 */
export function lookAtFile(file: string): 'new' | 'ours' {
  if (sizeOf(file) === 0) {
    if (sizeOf(`${file}-wal`) > 0)
      throw refusal(
        `the file is missing or empty, but its log ${file}-wal is not. Put the file back, or restore a backup`,
      );
    return 'new';
  }
  let connection: Connection | undefined;
  try {
    connection = openToLook(file);
    return lookInto(connection);
  } catch (error) {
    throw explained(error);
  } finally {
    connection?.close();
  }
}

function lookInto(connection: Connection): 'new' | 'ours' {
  const id = connection.pragma('application_id', { simple: true }) as number;
  if (id !== 0 && id !== applicationId)
    throw refusal(
      `the file belongs to another application (its application_id is 0x${(id >>> 0).toString(16)}). Name another path`,
    );
  const tables = connection
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .pluck()
    .all() as string[];
  if (tables.length === 0) return 'new';
  const played = tables.includes('__drizzle_migrations') ? playedIn(connection) : [];
  if (!played.includes(firstMigrationAt))
    throw refusal(
      `the file holds tables of another application (${tables.slice(0, 3).join(', ')} …). Name another path`,
    );
  if (Math.max(...played) > lastMigrationAt)
    throw refusal(
      'it was written by a newer version of Dateline. Start that version, or restore a backup from before',
    );
  return 'ours';
}

function playedIn(connection: Connection): number[] {
  return connection.prepare('SELECT created_at FROM __drizzle_migrations').pluck().all() as number[];
}

/**
 * Opens it without leaving anything behind: a log that is there stays as it is, and where none is, SQLite removes its own
 * files again, which it does only for who may write.
 */
export function openToLook(file: string): Connection {
  const readonly = ['-wal', '-journal'].some((end) => existsSync(`${file}${end}`));
  return new BetterSqlite3(file, { readonly, fileMustExist: true });
}

/** Says of an error of SQLite at the start what it means, and what to do; other errors stay. */
export function explained(error: unknown): unknown {
  if (!(error instanceof BetterSqlite3.SqliteError)) return error;
  for (const [code, sentence] of meanings)
    if (error.code.startsWith(code)) return refusal(sentence.replace('%', error.message));
  return error;
}

const meanings: [code: string, sentence: string][] = [
  ['SQLITE_NOTADB', 'the file is not a SQLite database. Name another path, or restore a backup'],
  ['SQLITE_CORRUPT', 'the file is damaged (%). Restore a backup'],
  [
    'SQLITE_CANTOPEN',
    'the file, or the folder that it is in, cannot be written (%). Give this user the right to',
  ],
  [
    'SQLITE_READONLY',
    'the file, or the folder that it is in, cannot be written (%). Give this user the right to',
  ],
  ['SQLITE_FULL', 'the disk is full. Free some space'],
  ['SQLITE_IOERR', 'the disk is full or fails (%). Free some space, or look at the log of the system'],
  ['SQLITE_BUSY', 'another process has locked the file for half a minute. Wait until it is done, or stop it'],
];

function refusal(sentence: string): Error {
  return new Error(`${sentence}. Nothing was changed.`);
}
