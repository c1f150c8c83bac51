import { text } from 'node:stream/consumers';
import { z } from 'zod';
import type { FileStore } from '../files/store.ts';
import { type Hashed, hashText } from '../files/hash.ts';
import { partKey, partNames } from './layout.ts';

const Hash = z.string().regex(/^[0-9a-f]{64}$/);
const Part = z.object({ sha256: Hash, bytes: z.number() });

const ManifestShape = z.object({
  takenAt: z.string(),
  program: z.string(),
  schema: z.string(),
  /** Tells databases apart: a hash of the id that also stands in the store of their pictures. */
  newsroom: z.string().optional(),
  /** Missing where a server keeps the database: the tools of that server back it up. */
  database: Part.optional(),
  pictures: Part.extend({ files: z.number(), bytesOfFiles: z.number() }),
  /** Pictures that were not in their store, or damaged there. */
  missing: z.array(z.string()),
  counts: z.record(z.string(), z.number()),
});

/** What a backup holds. It has no secret and no setting. */
export type Manifest = z.output<typeof ManifestShape>;

/** A part of a backup is not what was written. */
export class BackupBroken extends Error {}

/** A picture file: its key in the store of the newsroom, and its hash. */
export type PictureFile = Pick<Hashed, 'sha256'> & { key: string };

/** The text of a manifest, with a checksum of its own. */
export function writeManifest(given: Manifest): string {
  // In the order of the shape.
  const manifest = ManifestShape.parse(given);
  return `${JSON.stringify({ ...manifest, checksum: hashText(JSON.stringify(manifest)) }, null, 2)}\n`;
}

/** Reads the manifest of a finished backup. Throws when a byte of it is not as it was written. */
export async function readManifest(place: FileStore, name: string): Promise<Manifest> {
  const stream = await place.read(partKey(name, 'manifest'));
  if (!stream) throw new Error(`There is no finished backup ${name}.`);
  const written = await text(stream);
  const manifest = manifestIn(written);
  if (!manifest || writeManifest(manifest) !== written)
    throw new BackupBroken(`${name}/${partNames.manifest} is damaged.`);
  return manifest;
}

function manifestIn(written: string): Manifest | undefined {
  try {
    return ManifestShape.parse(JSON.parse(written));
  } catch {
    return undefined;
  }
}

/** The list of picture files, as `sha256sum --check` reads it. */
export function writePictureList(files: PictureFile[]): string {
  return files.map(({ key, sha256 }) => `${sha256}  ${key}\n`).join('');
}

export function readPictureList(list: string): PictureFile[] {
  return list
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => ({ sha256: line.slice(0, 64), key: line.slice(66) }));
}
