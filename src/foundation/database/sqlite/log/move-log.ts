import { sizeOf } from '../../../files/file-sizes.ts';
import type { Connection } from '../connection/connection.ts';

type Log = { log: number; checkpointed: number };

/** From so many pages on, the log is moved into the database: 4 MB. */
const mostPages = 1_000;
/** A larger file is made small again as soon as all of it has been moved. */
const largeBytes = 16 * 1024 * 1024;

/**
 * Moves what the write-ahead log holds into the database (a checkpoint), if there is enough. Stops no reader and no
 * writer; what somebody still reads stays, and is moved another time.
 */
export function moveLog(connection: Connection, file: string): void {
  const isLarge = sizeOf(`${file}-wal`) > largeBytes;
  if (pagesLeft(connection) < mostPages && !isLarge) return;
  checkpoint(connection, 'PASSIVE');
  // TRUNCATE locks writers out: what was committed meanwhile must not be moved in it, which waits for the disk.
  if (isLarge && pagesLeft(connection) === 0) checkpoint(connection, 'TRUNCATE');
}

function pagesLeft(connection: Connection): number {
  const { log, checkpointed } = checkpoint(connection, 'NOOP');
  return log - checkpointed;
}

function checkpoint(connection: Connection, mode: 'NOOP' | 'PASSIVE' | 'TRUNCATE'): Log {
  return (connection.pragma(`wal_checkpoint(${mode})`) as [Log])[0];
}
