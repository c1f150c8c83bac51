import { closeSync, fdatasync, fdatasyncSync, openSync } from 'node:fs';
import { notDurable } from '../connection/errors.ts';

/** Where no thread of the pool has begun for so long, as while a store of files hangs, the log is synced without one. */
const longestMs = 250;

/**
 * The write-ahead log of a database that is open, by the real path of its file. `sync` resolves when all that was committed
 * before is on the disk; a thread waits for that, so that the event loop goes on meanwhile. Throws `notDurable`.
 */
export function openLog(file: string) {
  const log = openSync(`${file}-wal`, 'r+');
  function sync(): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        try {
          fdatasyncSync(log);
          resolve();
        } catch (error) {
          reject(notDurable(error));
        }
      }, longestMs);
      fdatasync(log, (error) => {
        clearTimeout(timer);
        if (error) reject(notDurable(error));
        else resolve();
      });
    });
  }
  return { sync, close: () => closeSync(log) };
}
