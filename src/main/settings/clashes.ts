import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { isServer } from '../../foundation/database/engines/engine-at.ts';

/** Settings that are right each, and wrong together; a sentence for each clash. */
export function clashesIn({ PORT, METRICS_PORT, DATABASE_URL, MEDIA_SHARED, S3_ENDPOINT }: Given): string[] {
  const clashes: string[] = [];
  if (PORT > 0 && METRICS_PORT === PORT)
    clashes.push(`METRICS_PORT must not be PORT, which is ${PORT}: the metrics need a port of their own`);
  if (DATABASE_URL && isServer(DATABASE_URL) && S3_ENDPOINT === undefined && MEDIA_SHARED === 'off')
    clashes.push(
      'MEDIA_SHARED=on must say that every server sees the folder of the pictures, or S3_ENDPOINT name a bucket: the database is on a server, and others may use it',
    );
  return clashes;
}

type Given = {
  PORT: number;
  METRICS_PORT?: number | undefined;
  DATABASE_URL?: string | undefined;
  MEDIA_SHARED: 'on' | 'off';
  S3_ENDPOINT?: string | undefined;
};

type Folders = { databaseFolder: string | undefined; mediaDir: string };

/**
 * Why a folder cannot hold the backups of this database: they would stand among the files that are backed up. Undefined
 * where it can, and for a bucket.
 */
export function clashOfBackups(to: string, { databaseFolder, mediaDir }: Folders): string | undefined {
  if (to.startsWith('s3:')) return undefined;
  const [place, media] = [real(to), real(mediaDir)];
  const database = databaseFolder === undefined ? undefined : real(databaseFolder);
  const own = ['backups', 'damaged', 'incoming', 'pictures'].map((name) => join(place, name));
  if (isWithin(place, media)) return `${to} is in MEDIA_DIR, the folder of the pictures`;
  if (place === database) return `${to} is the folder of the database`;
  if (own.some((folder) => isWithin(media, folder)))
    return `MEDIA_DIR is among the files of the backups in ${to}`;
  if (database !== undefined && own.some((folder) => isWithin(database, folder)))
    return `the database is among the files of the backups in ${to}`;
  return undefined;
}

/** The path without symbolic links, as far as it exists. */
function real(path: string): string {
  const whole = resolve(path);
  if (existsSync(whole)) return realpathSync(whole);
  return dirname(whole) === whole ? whole : join(real(dirname(whole)), relative(dirname(whole), whole));
}

function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === '' || !(way === '..' || way.startsWith('../') || resolve(way) === way);
}
