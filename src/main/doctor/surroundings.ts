import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { listBackups, momentIn } from '../../foundation/backup/layout.ts';
import { toTimestamp } from '../../foundation/clock.ts';
import { sizeOf } from '../../foundation/files/file-sizes.ts';
import type { openReadOnly } from '../../foundation/database/sqlite/read-only.ts';
import { openPlace } from '../backup/place.ts';
import type { Config } from '../settings/config.ts';
import type { Finding } from './finding.ts';

/** A larger difference is a step of the clock. */
const stepMs = 5_000;
const weekMs = 7 * 86_400_000;
const largestLogBytes = 64 * 1024 * 1024;

/** The oldest versions without known faults that lose or leak data. */
export const floor = { sqlite: '3.51.3', node: '24.0.0' };

/** Whether the clock agrees with what was recorded. */
export function clockFindings(
  { rows }: Pick<ReturnType<typeof openReadOnly>, 'rows'>,
  now: number,
): Finding[] {
  const [newest] = rows<{ at: number }>('SELECT at FROM events ORDER BY seq DESC LIMIT 1');
  const steps = rows<{ at: number; before: number }>(
    `SELECT at, before FROM (SELECT seq, at, lag(at) OVER (ORDER BY seq) AS before FROM events ORDER BY seq DESC LIMIT 100000)
     WHERE before - at > ${stepMs} AND at > ${now - weekMs}`,
  );
  return [
    ...(newest && newest.at - now > stepMs
      ? [
          {
            sentence: `The clock is wrong, or was: it is ${toTimestamp(now)}, and the newest event is of ${toTimestamp(newest.at)}. Set the clock, and see to it that it is kept right (NTP).`,
          },
        ]
      : []),
    ...steps.map(({ at, before }) => ({
      sentence: `The clock was set back from ${toTimestamp(before)} to ${toTimestamp(at)}: see to it that it is kept right (NTP).`,
    })),
  ];
}

/** Versions with known faults. */
export function versionFindings({ sqlite, node }: typeof floor): Finding[] {
  return [
    ...(isOlder(sqlite, floor.sqlite)
      ? [
          {
            sentence: `SQLite ${sqlite} can corrupt its file: install the packages of this version (npm ci), which bring ${floor.sqlite} or newer.`,
          },
        ]
      : []),
    ...(isOlder(node, floor.node)
      ? [{ sentence: `Node ${node} gets no security fixes any more: use ${floor.node} or newer.` }]
      : []),
  ];
}

/** Settings that are allowed but probably a mistake, and a log that grows. */
export function settingFindings({
  warnings,
  databaseUrl,
}: Pick<Config, 'warnings' | 'databaseUrl'>): Finding[] {
  const walBytes = sizeOf(`${databaseUrl}-wal`);
  return [
    ...warnings.map((sentence) => ({ sentence })),
    ...(walBytes > largestLogBytes
      ? [
          {
            sentence: `The write-ahead log has ${Math.round(walBytes / 1024 / 1024)} MB: a program reads an old state of the database and does not end; end it.`,
          },
        ]
      : []),
  ];
}

/** Whether backups are as new as the settings say, and on another disk. */
export async function backupFindings(config: Config, now: number): Promise<Finding[]> {
  const { backup, databaseUrl } = config;
  if (backup.to === undefined) return [];
  const { store, name } = openPlace(backup.to, { ...backup, databaseUrl });
  const newest = (await listBackups(store)).findLast(({ isFinished }) => isFinished);
  const age = newest && now - momentIn(newest.name);
  return [
    ...(age !== undefined && age <= 2 * backup.everyMs
      ? []
      : [
          {
            sentence: `The newest backup in ${name} is ${newest ? newest.name : 'none'}, older than BACKUP_EVERY allows: read in the log why backups fail.`,
          },
        ]),
    ...(newest && !backup.to.startsWith('s3:') && isOnOneDisk(name, dirname(databaseUrl))
      ? [
          {
            sentence: `BACKUP_TO (${name}) is on the disk of the database: name a folder on another disk, or a bucket.`,
          },
        ]
      : []),
  ];
}

function isOnOneDisk(one: string, other: string): boolean {
  return statSync(one).dev === statSync(other).dev;
}

function isOlder(version: string, oldest: string): boolean {
  return version.localeCompare(oldest, 'en', { numeric: true }) < 0;
}
