import { removeOldBackups } from '../../foundation/backup/retention.ts';
import { takeBackup } from '../../foundation/backup/take.ts';
import { lookAtFile } from '../../foundation/database/sqlite/file/own-file.ts';
import type { FileStore } from '../../foundation/files/store.ts';
import { describeCopy } from './describe.ts';
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
  if (lookAtFile(databaseUrl) === 'new')
    throw new Error(`There is no database at ${databaseUrl} (DATABASE_URL, or dateline.db in DATA_DIR).`);
  const began = performance.now();
  const { store, scratch } = place;
  await store.check();
  const { name, manifest, copiedFiles, copiedBytes } = await takeBackup({
    ...{ database: databaseUrl, pictures, place: store, scratch },
    ...{ describe: describeCopy, program: `Dateline ${version}`, now },
  });
  const { removed, refused } = await removeOldBackups({ place: store, scratch, keep, now });
  const { database, pictures: files, counts, missing } = manifest;
  return {
    name,
    seconds: Math.round(performance.now() - began) / 1000,
    /** Of this backup, whether copied now or before. */
    bytes: database.bytes + files.bytesOfFiles,
    counts,
    files: files.files,
    copied: { files: copiedFiles, bytes: copiedBytes + database.bytes },
    missing,
    removed,
    refused,
  };
}
