import { statSync } from 'node:fs';
import { listBackups, momentIn } from '../../foundation/backup/layout.ts';
import { toTimestamp } from '../../foundation/clock.ts';
import type { ReadOnly } from '../../foundation/database/engine.ts';
import { openPlace } from '../backup/place.ts';
import type { Config } from '../settings/config.ts';
import type { Finding } from './finding.ts';

/** A larger difference is a step of the clock. */
const stepMs = 5_000;
const weekMs = 7 * 86_400_000;

/** Older ones get no security fixes. */
const oldestNode = '24.0.0';

/** Whether the clock agrees with what was recorded. */
export async function clockFindings({ rows }: Pick<ReadOnly, 'rows'>, now: number): Promise<Finding[]> {
  const [newest] = await rows<{ at: number }>('SELECT at FROM events ORDER BY seq DESC LIMIT 1');
  const steps = await rows<{ at: number; before: number }>(
    `SELECT at, before FROM (SELECT seq, at, lag(at) OVER (ORDER BY seq) AS before FROM events ORDER BY seq DESC LIMIT 100000) AS steps
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

/** A version of Node with known faults. */
export function nodeFindings(version: string): Finding[] {
  if (version.localeCompare(oldestNode, 'en', { numeric: true }) >= 0) return [];
  return [{ sentence: `Node ${version} gets no security fixes any more: use ${oldestNode} or newer.` }];
}

/** Whether backups are as new as the settings say, and on another disk. The first may take as long as any other. */
export async function backupFindings(
  { rows }: Pick<ReadOnly, 'rows'>,
  config: Config,
  now: number,
): Promise<Finding[]> {
  const { backup, databaseFolder, scratchDir } = config;
  if (backup.to === undefined) return [];
  const { store, name } = openPlace(backup.to, { ...backup, scratchDir });
  const newest = (await listBackups(store)).findLast(({ isFinished }) => isFinished);
  const [first] = await rows<{ at: number }>('SELECT at FROM events ORDER BY seq LIMIT 1');
  const age = now - (newest ? momentIn(newest.name) : (first?.at ?? now));
  return [
    ...(age <= 2 * backup.everyMs
      ? []
      : [
          {
            sentence: `The newest backup in ${name} is ${newest ? newest.name : 'none'}, older than BACKUP_EVERY allows: read in the log why backups fail.`,
          },
        ]),
    ...(newest && !backup.to.startsWith('s3:') && databaseFolder && isOnOneDisk(name, databaseFolder)
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
