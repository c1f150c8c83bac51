import { existsSync, rmSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';
import type { Filling } from '../engine.ts';
import { buildersOn } from './builders.ts';
import { connect, type Connection } from './connection/connection.ts';
import { isBusy } from './connection/errors.ts';
import { finish } from './file/copy-database.ts';
import { explained, lookAtFile } from './file/own-file.ts';
import { migrateSqlite } from './migrations/migrations.ts';
import { insertRows, tablesOn } from './tables.ts';

/** Fills a new file. Until it is whole and durable it has another name, under which nobody opens it. */
export async function fillFile<T>(file: string, work: (filling: Filling) => Promise<T>): Promise<T> {
  const unfinished = `${file}.unfinished`;
  refuseOther(file);
  refuseWhileFilled(unfinished);
  remove(unfinished);
  let connection: Connection | undefined;
  try {
    connection = connect(unfinished);
    migrateSqlite(connection);
    connection.pragma('cache_size = -32000');
    // It is begun anew when it fails, so nothing has to be undone.
    connection.pragma('journal_mode = OFF');
    connection.pragma('synchronous = OFF');
    connection.pragma('foreign_keys = OFF');
    connection.exec('BEGIN IMMEDIATE');
    const result = await work(fillingOn(connection));
    refuseOrphans(connection);
    connection.exec('COMMIT; ANALYZE');
    connection.close();
    refuseOther(file);
    finish(unfinished, file);
    return result;
  } catch (error) {
    throw explained(error);
  } finally {
    connection?.close();
    remove(unfinished);
  }
}

function fillingOn(connection: Connection): Filling {
  return {
    ...tablesOn(connection),
    tx: buildersOn(connection),
    insert: async (table, rows) => insertRows(connection, table, rows),
  };
}

function refuseOther(file: string): void {
  if (lookAtFile(file) === 'new') return;
  throw new Error('there is a database already. Name a file that is not there yet. Nothing was changed.');
}

function refuseWhileFilled(unfinished: string): void {
  if (!existsSync(unfinished)) return;
  const connection = new BetterSqlite3(unfinished, { timeout: 0 });
  try {
    connection.exec('BEGIN IMMEDIATE; ROLLBACK');
  } catch (error) {
    // What an interrupted copy left may fail otherwise.
    if (isBusy(error))
      throw new Error('another copy to this file is under way. Nothing was changed.', { cause: error });
  } finally {
    connection.close();
  }
}

function refuseOrphans(connection: Connection): void {
  const [orphan] = connection.pragma('foreign_key_check') as { table: string; parent: string }[];
  if (orphan)
    throw new Error(
      `a row of ${orphan.table} refers to a row of ${orphan.parent} that is not there. Nothing was changed.`,
    );
}

function remove(unfinished: string): void {
  for (const end of ['', '-wal', '-shm']) rmSync(unfinished + end, { force: true });
}
