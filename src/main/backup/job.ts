import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { text } from 'node:stream/consumers';
import { isFromFuture, listBackups, momentIn } from '../../foundation/backup/layout.ts';
import { type Clock, toTimestamp } from '../../foundation/clock.ts';
import type { SharedLocks } from '../../foundation/shared-locks.ts';
import type { BackedUp } from './back-up.ts';
import type { Place } from './place.ts';

const program = fileURLToPath(new URL('../../../bin/dateline.js', import.meta.url));

/** After a failure it is tried again at this time, or at the next one if that is sooner. */
const retryMs = 15 * 60_000;

type Parts = {
  place: Place;
  everyMs: number;
  clock: Clock;
  /** Of servers that may have the same database and place: one of them backs up at a time. */
  locks?: SharedLocks | undefined;
  /** Runs the command, which gives its result as JSON; throws with what it said. */
  run?: (() => Promise<BackedUp>) | undefined;
  report: (level: 'info' | 'error', details: Record<string, unknown>, message: string) => void;
};

/**
 * Backups by the server itself, each in a process of its own. The newest backup in the place says when the next one is
 * due, restarts included.
 */
export function createBackupJob({ place, everyMs, clock, locks, run, report }: Parts) {
  const stopping = new AbortController();
  const runIt = run ?? (() => runCommand(stopping.signal));
  const counted = { backups: 0, failures: 0 };
  let last: { at: number; seconds: number; bytes: number } | undefined;
  let dueAt: number | undefined;
  let running: Promise<void> | undefined;
  let fault: Error | undefined;

  /** Begins a backup when one is due; does not wait for it. */
  function step(): void {
    running ??= backUpWhenDue().finally(() => (running = undefined));
  }

  async function backUpWhenDue(): Promise<void> {
    try {
      dueAt ??= await nextAfterNewest();
      if (clock.now() < dueAt || stopping.signal.aborted) return;
      if (locks) await locks.alone('backup', backUpUnlessAnother);
      else await backUp();
    } catch (error) {
      if (stopping.signal.aborted) return;
      counted.failures += 1;
      fault = error as Error;
      dueAt = clock.now() + Math.min(everyMs, retryMs);
      const again = toTimestamp(dueAt);
      report('error', { err: error }, `the backup to ${place.name} failed; it is tried again at ${again}`);
    }
  }

  /** Backs up, unless another server has done it meanwhile. */
  async function backUpUnlessAnother(): Promise<void> {
    dueAt = await nextAfterNewest();
    if (clock.now() < dueAt) fault = undefined;
    else await backUp();
  }

  async function backUp(): Promise<void> {
    const { name, seconds, bytes, copied, missing, refused } = await runIt();
    last = { at: momentIn(name), seconds, bytes };
    dueAt = clock.now() + everyMs;
    counted.backups += 1;
    fault = undefined;
    report('info', { seconds, bytes, copied }, `backup ${name} in ${place.name} is made`);
    if (missing.length > 0)
      report('error', { missing }, 'pictures are missing in the backup, since they are not in their store');
    if (refused !== undefined) report('error', {}, refused);
  }

  async function nextAfterNewest(): Promise<number> {
    const newest = (await listBackups(place.store)).findLast(({ isFinished }) => isFinished);
    if (!newest) return clock.now();
    const at = momentIn(newest.name);
    if (last?.at !== at) last = { at, seconds: 0, bytes: newest.bytes };
    // One from the future says nothing: the clock was wrong.
    return isFromFuture(newest.name, clock.now()) ? clock.now() : at + everyMs;
  }

  return {
    step,
    /** Waits for what was begun. */
    settled: async () => running,
    /** Ends a backup that is being made; what there is of it is never taken for one. */
    async stop(): Promise<void> {
      stopping.abort();
      await running;
    },
    /** Throws while the last backup has failed. */
    check: async () => {
      if (fault) throw fault;
    },
    /** Since the start: backups and failures; and of the newest backup its moment, its seconds and its bytes. */
    stats: () => ({ ...counted, lastAt: last?.at, lastSeconds: last?.seconds, lastBytes: last?.bytes }),
  };
}

/** Backs up to BACKUP_TO by the command. */
async function runCommand(signal: AbortSignal): Promise<BackedUp> {
  const child = spawn(process.execPath, [program, 'backup', '--json'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
  const [code, said, complained] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  if (code === 0 || code === 1) return JSON.parse(said) as BackedUp;
  throw new Error(complained.trim() || `The backup ended with ${code}.`);
}
