import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { toTimestamp } from '../../../clock.ts';
import { copyDatabase } from './copy-database.ts';
import { freeBytesAt, sizeOf } from '../../../files/file-sizes.ts';

type Parts = {
  file: string;
  /** Where backups are kept. */
  folder: string;
  /** The first migration that will run. */
  migration: string;
  now: number;
  report: (step: string) => void;
};

const mostKept = 2;
const name = /^before-.*\.db$/;
const unfinishedName = /^before-.*\.db\.unfinished$/;

/** Copies the database before it is migrated, and keeps the last two such copies. Throws where there is no room for it. */
export function backUpBeforeMigrating({ file, folder, migration, now, report }: Parts): void {
  mkdirSync(folder, { recursive: true });
  // Left by a process that was killed; nobody else is here while the database is locked for the migration.
  for (const one of readdirSync(folder)) if (unfinishedName.test(one)) rmSync(join(folder, one));
  const needed = sizeOf(file) + sizeOf(`${file}-wal`);
  const free = freeBytesAt(folder);
  if (free < needed)
    throw new Error(
      `the backup before migrating needs ${inMb(needed)} MB in ${folder}, and ${inMb(free)} MB are free. Free some space, or set BACKUP_BEFORE_MIGRATING=off to migrate without it. Nothing was changed.`,
    );
  const target = join(folder, `before-${migration}-${toTimestamp(now).replaceAll(':', '-')}.db`);
  report(`backing up the database before it is migrated, to ${target}`);
  copyDatabase(file, target);
  const kept = readdirSync(folder).filter((one) => name.test(one));
  const byAge = kept.sort((one, other) => changedAt(folder, other) - changedAt(folder, one));
  for (const old of byAge.slice(mostKept)) rmSync(join(folder, old));
}

function changedAt(folder: string, file: string): number {
  return statSync(join(folder, file)).mtimeMs;
}

function inMb(bytes: number): number {
  return Math.ceil(bytes / 1024 / 1024);
}
