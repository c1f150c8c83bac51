import { setTimeout as pause } from 'node:timers/promises';
import type { Writer } from '../../group-commit.ts';
import { gapMs, mostWritingMs, waitForLock } from './lock-tries.ts';
import { savepoint } from './savepoint.ts';
import { isBusy } from './errors.ts';
import type { Connection } from './connection.ts';
import type { Turns } from './turns.ts';

type Parts = { sync: () => Promise<unknown>; turns: Pick<Turns, 'settled'> };

/**
 * The connection that writes; `sync` makes durable what it has committed. It leaves the file free now and then, for other
 * processes that wait for it.
 */
export function writerOn(connection: Connection, { sync, turns }: Parts): Writer {
  const [begin, commit, rollback] = ['BEGIN IMMEDIATE', 'COMMIT', 'ROLLBACK'].map((sql) =>
    connection.prepare(sql),
  );
  // Since when this process has left the file free for no longer than a moment, and when it last let go of it.
  let [writingSince, freeSince] = [-Infinity, -Infinity];
  // Why a commit could not be made durable. Nothing is, behind it: the system may take for written what the disk has not.
  let failure: Error | undefined;

  /** Lets other processes at the file, unless nobody here has written for that long. */
  async function leaveGap(): Promise<void> {
    const leftMs = gapMs - (performance.now() - freeSince);
    if (leftMs > 0) await pause(leftMs);
    writingSince = performance.now();
  }

  return {
    async begin() {
      if (failure) throw failure;
      if (performance.now() - writingSince > mostWritingMs) await leaveGap();
      try {
        begin!.run();
      } catch (error) {
        if (isBusy(error)) await waitForLock();
        writingSince = performance.now();
        throw error;
      }
    },
    async commit() {
      commit!.run();
      freeSince = performance.now();
      try {
        await sync();
      } catch (error) {
        failure = error as Error;
        throw error;
      }
    },
    async rollback() {
      await turns.settled();
      if (connection.inTransaction) rollback!.run();
      freeSince = performance.now();
    },
    isOpen: () => connection.inTransaction,
    attempt: savepoint(connection, 'work', turns),
    isBusy,
  };
}
