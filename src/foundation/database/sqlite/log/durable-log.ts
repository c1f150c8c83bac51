import { closeSync, fdatasync, openSync } from 'node:fs';
import { promisify } from 'node:util';

const datasync = promisify(fdatasync);

/**
 * The write-ahead log of a database that is open. `sync` resolves when all that was committed before is on the disk; a
 * thread waits for that, so that the event loop goes on meanwhile. Throws with SQLite's code for it.
 */
export function openLog(file: string) {
  const log = openSync(`${file}-wal`, 'r+');
  return {
    async sync(): Promise<void> {
      try {
        await datasync(log);
      } catch (error) {
        throw Object.assign(error as Error, { code: 'SQLITE_IOERR_FSYNC' });
      }
    },
    close: () => closeSync(log),
  };
}
