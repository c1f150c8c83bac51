import type { Opening } from '../engine.ts';
import { backUpBeforeMigrating } from './file/backup-before-migrating.ts';
import { explained } from './file/own-file.ts';
import { connect, openingPatienceMs, type Connection } from './connection/connection.ts';
import { isBusy } from './connection/errors.ts';
import { migrateSqlite } from './migrations/migrations.ts';

export type OpeningFile = Opening & { file: string };

/** A shorter wait for a locked file at the start is not told. */
const untoldMs = 1_000;

/** The connection that writes, with the newest schema. */
export function openWriter({
  file,
  clock,
  backups: folder,
  migratesAlone,
  report = () => {},
}: OpeningFile): Connection {
  function backUp(migration: string): void {
    if (folder !== undefined) backUpBeforeMigrating({ file, folder, migration, now: clock.now(), report });
  }
  function open(patienceMs: number): Connection {
    let writer: Connection | undefined;
    try {
      writer = connect(file, { timeout: patienceMs });
      migrateSqlite(writer, { backUp, report, isAlone: migratesAlone });
      // Waits here for who writes, rather than at the first write of the start.
      writer.exec('BEGIN IMMEDIATE; ROLLBACK');
      return writer;
    } catch (error) {
      writer?.close();
      throw error;
    }
  }
  try {
    return open(untoldMs);
  } catch (error) {
    if (!isBusy(error)) throw explained(error);
  }
  report('another process has locked the database: waiting until it is done, for half a minute at most');
  try {
    return open(openingPatienceMs);
  } catch (error) {
    throw explained(error);
  }
}
