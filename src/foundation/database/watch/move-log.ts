import { sizeOf } from '../file-sizes.ts';
import type { Connection } from '../sqlite-connection.ts';

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
  const { log, checkpointed } = checkpoint(connection, 'NOOP');
  if (log - checkpointed < mostPages && !isLarge) return;
  const after = checkpoint(connection, 'PASSIVE');
  if (isLarge && after.log === after.checkpointed) checkpoint(connection, 'TRUNCATE');
}

function checkpoint(connection: Connection, mode: 'NOOP' | 'PASSIVE' | 'TRUNCATE'): Log {
  return (connection.pragma(`wal_checkpoint(${mode})`) as [Log])[0];
}
