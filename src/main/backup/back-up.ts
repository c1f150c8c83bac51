import { removeOldBackups } from '../../foundation/backup/retention.ts';
import { takeBackup } from '../../foundation/backup/take.ts';
import type { FileStore } from '../../foundation/files/store.ts';
import { existing, opening } from '../settings/opening.ts';
import { describeDatabase } from './describe.ts';
import type { Place } from './place.ts';

type Parts = {
  databaseUrl: string;
  pictures: FileStore;
  place: Place;
  keep: number;
  version: string;
  now: number;
};

export type BackedUp = Awaited<ReturnType<typeof backUp>>;

/** Takes a backup, and removes what is beyond the number to keep. */
export async function backUp({ databaseUrl, pictures, place, keep, version, now }: Parts) {
  const { file } = await opening(databaseUrl, () => existing(databaseUrl));
  const began = performance.now();
  const { store, scratch } = place;
  await store.check();
  const { name, manifest, copiedFiles, copiedBytes } = await takeBackup({
    ...{ copyTo: file?.copyTo, pictures, place: store, scratch },
    ...{ describe: (copy = databaseUrl) => describeDatabase(copy), program: `Dateline ${version}`, now },
  });
  const { removed, refused } = await removeOldBackups({ place: store, scratch, keep, now });
  const { database, pictures: files, counts, missing } = manifest;
  return {
    name,
    seconds: Math.round(performance.now() - began) / 1000,
    /** Of this backup, whether copied now or before. */
    bytes: (database?.bytes ?? 0) + files.bytesOfFiles,
    /** Whether the database is in it; where a server keeps it, it is not. */
    hasDatabase: database !== undefined,
    counts,
    files: files.files,
    copied: { files: copiedFiles, bytes: copiedBytes + (database?.bytes ?? 0) },
    missing,
    removed,
    refused,
  };
}
