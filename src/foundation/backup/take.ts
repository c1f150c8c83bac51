import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toTimestamp } from '../clock.ts';
import type { FileStore } from '../files/store.ts';
import { inBatches } from '../process/batches.ts';
import { hashFile, hashStream, hashText } from '../files/hash.ts';
import { listDamaged, removeMark } from './damaged.ts';
import { backupName, listBackups, listPool, partKey, poolKey } from './layout.ts';
import {
  type Manifest,
  type PictureFile,
  readManifest,
  writeManifest,
  writePictureList,
} from './manifest.ts';
import { inScratch } from './scratch.ts';

/** A picture file as its row says it is. */
export type NamedFile = PictureFile & { bytes: number };

/** What is known of a copied database. Throws when the copy is damaged. */
export type Described = Pick<Manifest, 'counts' | 'schema' | 'newsroom'> & { files: NamedFile[] };

type Parts = {
  /** Copies the database as it is now to a new file; undefined where a server keeps it. */
  copyTo: ((target: string) => Promise<void>) | undefined;
  pictures: FileStore;
  place: FileStore;
  /** A folder for temporary files, on the disk of the place. */
  scratch: string;
  /** Describes that copy, or else the database as it is now. */
  describe: (copy?: string) => Promise<Described>;
  program: string;
  now: number;
};

export type Taken = { name: string; manifest: Manifest; copiedFiles: number; copiedBytes: number };

/** How many picture files are copied at once. */
const atOnce = 8;

/**
 * Takes a backup: copies the database as it is now, where it is a file, then the picture files it names that the place does not have, and
 * at last writes the manifest. Throws for a place that holds the backups of another database.
 */
export async function takeBackup(parts: Parts): Promise<Taken> {
  const { copyTo, place, scratch, describe, program, now } = parts;
  const name = backupName(now);
  return inScratch(scratch, async (folder) => {
    const copy = copyTo && join(folder, 'copy.db');
    if (copy !== undefined) await copyTo!(copy);
    const { files, counts, schema, newsroom } = await describe(copy);
    await refuseForeignPlace(place, newsroom);
    // The list first: who cleans up beside us then knows which picture files are needed.
    await putText(parts, folder, partKey(name, 'pictures'), writePictureList(files));
    const copied = await copyPictures(parts, files, folder);
    const missing = new Set(copied.missing);
    const kept = files.filter(({ key }) => !missing.has(key));
    const list = writePictureList(kept);
    const manifest: Manifest = {
      ...{ takenAt: toTimestamp(now), program, schema, newsroom, counts },
      ...(copy !== undefined && { database: await hashFile(copy) }),
      pictures: {
        ...{ sha256: hashText(list), bytes: Buffer.byteLength(list) },
        files: kept.length,
        bytesOfFiles: kept.reduce((sum, { bytes }) => sum + bytes, 0),
      },
      missing: copied.missing,
    };
    await putText(parts, folder, partKey(name, 'pictures'), list);
    if (copy !== undefined) await place.put(partKey(name, 'database'), copy, 'application/octet-stream');
    // What somebody has removed meanwhile is copied again.
    await copyPictures(parts, kept, folder);
    await putText(parts, folder, partKey(name, 'manifest'), writeManifest(manifest));
    return { name, manifest, copiedFiles: copied.files, copiedBytes: copied.bytes };
  });
}

async function putText({ place }: Parts, folder: string, key: string, text: string): Promise<void> {
  const path = join(folder, 'text');
  await writeFile(path, text);
  await place.put(key, path, 'text/plain; charset=utf-8');
}

async function refuseForeignPlace(place: FileStore, newsroom: string | undefined): Promise<void> {
  const newest = (await listBackups(place)).findLast(({ isFinished }) => isFinished);
  if (!newest) return;
  const other = await readManifest(place, newest.name).catch(() => undefined);
  if (other?.newsroom === undefined || newsroom === undefined || other.newsroom === newsroom) return;
  throw new Error(
    `The backups there are of another database (${newest.name}). Give each database a place of its own.`,
  );
}

/** Copies the files that the place does not have, or has damaged; `missing` are those that are not in the store as their rows say. */
async function copyPictures({ pictures, place }: Parts, files: NamedFile[], folder: string) {
  const known = await listPool(place);
  const damaged = await listDamaged(place);
  const wanted = files.filter(({ sha256, bytes }) => known.get(sha256) !== bytes || damaged.has(sha256));
  const done = { files: 0, bytes: 0, missing: [] as string[] };
  const once = [...new Map(wanted.map((file) => [file.sha256, file])).values()];
  for (const some of inBatches(once, atOnce)) {
    await Promise.all(
      some.map(async ({ key, sha256, bytes }) => {
        const stream = await pictures.read(key);
        const path = join(folder, sha256);
        const found = stream && (await hashStream(stream, path));
        if (found?.sha256 !== sha256) return void done.missing.push(key);
        await place.put(poolKey(sha256), path, 'application/octet-stream');
        if (damaged.has(sha256)) await removeMark(place, sha256);
        done.files += 1;
        done.bytes += bytes;
      }),
    );
  }
  const missingHashes = new Set(
    once.filter(({ key }) => done.missing.includes(key)).map(({ sha256 }) => sha256),
  );
  done.missing = wanted.filter(({ sha256 }) => missingHashes.has(sha256)).map(({ key }) => key);
  return done;
}
