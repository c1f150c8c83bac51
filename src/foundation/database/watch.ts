import type { Clock } from '../clock.ts';
import { unavailable } from '../problem.ts';
import type { Database } from './database.ts';
import { diskOf } from '../files/file-sizes.ts';

/** What can be wrong with the database and its disks while stories are still read. */
export type Weakness = 'writes' | 'disk' | 'wal';

type Parts = {
  database: Pick<Database, 'trouble' | 'tryWrite' | 'stats'>;
  /** The folders on whose disks is written. */
  folders: string[];
  clock: Clock;
  /** Logs that something is wrong, or that it is right again. */
  report: (level: 'error' | 'warn' | 'info', details: Record<string, unknown>, message: string) => void;
};

/** `details` hold what stands in the line that it is right again, too. */
type Found = { details: Record<string, unknown>; message: string };

/** Less free space than this, or than a tenth of a small disk, is told of. */
const leastFreeBytes = 1024 * 1024 * 1024;
const leastFreeShare = 0.1;
const largestLogBytes = 64 * 1024 * 1024;
const tellEveryMs = 60_000;

/**
 * Watches whether writes are refused, disks get full, and the write-ahead log grows without end. What is wrong is logged
 * at once, then every minute with how often and why, and once more when it is right again.
 */
export function watchDatabase({ database, folders, clock, report }: Parts) {
  const wrong = new Map<Weakness, Found & { since: number }>();
  const toldAt = new Map<Weakness, number>();

  /** Looks once; to be called every second. */
  async function look(): Promise<void> {
    tell('writes', await refusal(), 'writes to the database work again');
    tell('disk', await littleRoom(), 'there is enough room on the disk again');
    tell('wal', longLog(), 'the write-ahead log is short again');
  }

  async function refusal(): Promise<Found | undefined> {
    const trouble = database.trouble();
    if (!trouble) return undefined;
    // It may be over, and nobody may write for long.
    await database.tryWrite().catch(() => undefined);
    if (!database.trouble()) return undefined;
    const { cause, code, refused } = trouble;
    return { details: { cause, code, refused }, message: `writes to the database are refused: ${cause}` };
  }

  async function littleRoom(): Promise<Found | undefined> {
    for (const folder of folders) {
      const disk = await diskOf(folder).catch(() => undefined);
      if (!disk || disk.freeBytes > Math.min(leastFreeBytes, disk.bytes * leastFreeShare)) continue;
      const message = `the disk of ${folder} is almost full: ${inMb(disk.freeBytes)} MB are free`;
      return { details: { folder }, message };
    }
    return undefined;
  }

  function longLog(): Found | undefined {
    const { walBytes } = database.stats();
    if (walBytes === undefined || walBytes < largestLogBytes) return undefined;
    const message = `the write-ahead log of the database has ${inMb(walBytes)} MB: another process reads an old state of it, or keeps it locked. End that process`;
    return { details: {}, message };
  }

  function tell(name: Weakness, found: Found | undefined, rightAgain: string): void {
    const now = clock.now();
    const known = wrong.get(name);
    if (!found) {
      if (known) report('info', { ...known.details, forMs: now - known.since }, rightAgain);
      wrong.delete(name);
      return;
    }
    wrong.set(name, { ...found, since: known?.since ?? now });
    if (now - (toldAt.get(name) ?? -Infinity) < tellEveryMs) return;
    toldAt.set(name, now);
    report(name === 'writes' ? 'error' : 'warn', found.details, found.message);
  }

  /** Throws while this is wrong; it was logged already. */
  function check(name: Weakness): void {
    if (wrong.has(name)) throw unavailable(`The database has a weakness: ${name}.`);
  }

  return {
    look,
    /** For /health/ready. */
    checks: { writes: () => check('writes'), disk: () => check('disk'), wal: () => check('wal') },
  };
}

function inMb(bytes: number): number {
  return Math.round(bytes / 1024 / 1024);
}
