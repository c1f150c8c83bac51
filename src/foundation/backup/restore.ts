import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { FileStore } from '../files/store.ts';
import { inBatches } from '../process/batches.ts';
import { makePrivate } from '../process/private-file.ts';
import { hashStream, hashText } from '../files/hash.ts';
import { markDamaged } from './damaged.ts';
import { listBackups, partKey, partNames, poolKey } from './layout.ts';
import { BackupBroken, type Manifest, type PictureFile, readManifest, readPictureList } from './manifest.ts';

/** How many picture files are read at once. */
const atOnce = 8;

type Found = { name: string; manifest: Manifest };
type Named = { store: FileStore; name: string };

/** The backup of that name, or the newest finished one. Throws when there is none. */
export async function findBackup({ store, name: where }: Named, name?: string): Promise<Found> {
  const finished = (await listBackups(store)).filter(({ isFinished }) => isFinished);
  const found = name === undefined ? finished.at(-1) : finished.find((one) => one.name === name);
  if (found)
    return orAnother(store, found.name, async () => ({
      name: found.name,
      manifest: await readManifest(store, found.name),
    }));
  if (finished.length === 0)
    throw new Error(
      `There is no finished backup in ${where}. Name the folder or bucket that holds backups/ and pictures/, as BACKUP_TO does.`,
    );
  const others = finished.map((one) => one.name).join(', ');
  throw new Error(`There is no finished backup ${name} in ${where}. There are: ${others}.`);
}

/** Says which other backups there are when this one cannot be read. */
export async function orAnother<T>(place: FileStore, name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (!(cause instanceof BackupBroken)) throw cause;
    const listed = (await listBackups(place)).filter((one) => one.isFinished && one.name !== name);
    const others = listed.map((one) => one.name).join(', ');
    throw new Error(
      `${cause.message} ${others === '' ? 'There is no other backup.' : `Take another one: ${others}.`}`,
      { cause },
    );
  }
}

/** Brings the database of a backup into a folder. Throws when there is none, or it is not the one that was written. */
export async function fetchDatabase(
  place: FileStore,
  { name, manifest }: Found,
  folder: string,
): Promise<string> {
  if (!manifest.database)
    throw new Error(
      `${name} holds pictures alone: a server kept the database, and its own tools restore it. Name that database with DATABASE_URL.`,
    );
  const stream = await place.read(partKey(name, 'database'));
  if (!stream) throw new BackupBroken(`${name}/${partNames.database} is missing.`);
  const path = join(folder, 'restored.db');
  makePrivate(path);
  const { sha256 } = await hashStream(stream, path);
  if (sha256 !== manifest.database.sha256)
    throw new BackupBroken(
      `${name}/${partNames.database} is damaged: its SHA-256 is not the one in the manifest.`,
    );
  return path;
}

/** The picture files of a backup. Throws when the list is not the one that was written. */
export async function fetchPictureList(place: FileStore, { name, manifest }: Found): Promise<PictureFile[]> {
  const stream = await place.read(partKey(name, 'pictures'));
  if (!stream) throw new BackupBroken(`${name}/${partNames.pictures} is missing.`);
  const list = await text(stream);
  if (hashText(list) !== manifest.pictures.sha256)
    throw new BackupBroken(
      `${name}/${partNames.pictures} is damaged: its SHA-256 is not the one in the manifest.`,
    );
  return readPictureList(list);
}

/**
 * Reads every picture file of a backup; gives those that are missing or damaged there, a sentence each. Damaged ones are
 * marked, so that the next backup copies them anew.
 */
export async function checkPictures(
  place: FileStore,
  files: PictureFile[],
  folder: string,
): Promise<string[]> {
  return eachAtOnce(files, async ({ key, sha256 }) => {
    const stream = await place.read(poolKey(sha256));
    if (!stream) return `${poolKey(sha256)} is missing: the picture file ${key}.`;
    if ((await hashStream(stream)).sha256 === sha256) return undefined;
    const isMarked = await markDamaged(place, sha256, folder).then(
      () => true,
      () => false,
    );
    const advice = isMarked
      ? 'The next backup copies it anew.'
      : 'Remove that file from the backups, and the next backup copies it anew.';
    return `${damaged(key, sha256)}. ${advice}`;
  });
}

type Target = { pictures: FileStore; mimeTypeOf: (key: string) => string; folder: string };

/**
 * Puts the picture files of a backup into a store; those that are there already, and whole, stay. Gives those that are
 * missing or damaged in the backup, a sentence each; they are left out.
 */
export async function restorePictures(
  place: FileStore,
  files: PictureFile[],
  { pictures, mimeTypeOf, folder }: Target,
): Promise<string[]> {
  return eachAtOnce(files, async ({ key, sha256 }, index) => {
    const there = await pictures.read(key);
    if (there && (await hashStream(there)).sha256 === sha256) return undefined;
    const stream = await place.read(poolKey(sha256));
    if (!stream) return `${poolKey(sha256)} is missing: the picture file ${key}.`;
    const path = join(folder, String(index));
    if ((await hashStream(stream, path)).sha256 !== sha256)
      return `${damaged(key, sha256)}, which is left out.`;
    await pictures.put(key, path, mimeTypeOf(key));
    return undefined;
  });
}

function damaged(key: string, sha256: string): string {
  return `${poolKey(sha256)} is damaged: the picture file ${key}`;
}

async function eachAtOnce(
  files: PictureFile[],
  check: (file: PictureFile, index: number) => Promise<string | undefined>,
): Promise<string[]> {
  const faults: string[] = [];
  const numbered = files.map((file, index) => ({ file, index }));
  for (const some of inBatches(numbered, atOnce)) {
    const found = await Promise.all(some.map(({ file, index }) => check(file, index)));
    faults.push(...found.filter((fault) => fault !== undefined));
  }
  return faults;
}
