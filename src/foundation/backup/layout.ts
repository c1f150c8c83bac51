import type { FileStore } from '../files/store.ts';
import { toTimestamp } from '../clock.ts';

/**
 * The files of a backup, below `backups/<its moment>/`. The manifest is written last: a backup without one is not
 * finished. Pictures stand beside the backups, under the hashes of their bytes, once for all of them.
 */
export const partNames = { database: 'dateline.db', pictures: 'pictures.sha256', manifest: 'manifest.json' };

const backupsPrefix = 'backups/';
const poolPrefix = 'pictures/';
const nameShape = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}Z$/;

/** The name of a backup: its moment, without colons, which some systems do not allow in file names. */
export function backupName(at: number): string {
  return toTimestamp(at).replaceAll(':', '-');
}

/** The moment in a name, UTC milliseconds. */
export function momentIn(name: string): number {
  return Date.parse(name.replace(/T(\d\d)-(\d\d)-/, 'T$1:$2:'));
}

/** Clocks of several servers may differ by so much. */
const skewMs = 60_000;

/** Whether a backup was made later than now: then the clock is wrong, or was. */
export function isFromFuture(name: string, now: number): boolean {
  return momentIn(name) > now + skewMs;
}

/** The key of a part of a backup. */
export function partKey(name: string, part: keyof typeof partNames): string {
  return `${backupsPrefix}${name}/${partNames[part]}`;
}

/** The key of a picture file by its hash. */
export function poolKey(sha256: string): string {
  return `${poolPrefix}${sha256.slice(0, 2)}/${sha256}`;
}

/** The picture files in a place: their bytes by their hash. */
export async function listPool(place: FileStore): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for await (const { key, bytes } of place.list(poolPrefix))
    found.set(key.slice(key.lastIndexOf('/') + 1), bytes);
  return found;
}

export type Listed = { name: string; keys: string[]; bytes: number; changedAt: number; isFinished: boolean };

/** The backups in a place, finished or not, the oldest first. */
export async function listBackups(place: FileStore): Promise<Listed[]> {
  const found = new Map<string, Listed>();
  for await (const { key, bytes, changedAt } of place.list(backupsPrefix)) {
    const [, name = '', part] = key.split('/');
    if (!nameShape.test(name)) continue;
    const one = found.get(name) ?? { name, keys: [], bytes: 0, changedAt: 0, isFinished: false };
    one.keys.push(key);
    one.bytes += bytes;
    one.changedAt = Math.max(one.changedAt, changedAt);
    one.isFinished ||= part === partNames.manifest;
    found.set(name, one);
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
