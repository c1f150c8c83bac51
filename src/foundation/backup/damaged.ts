/** Marks on picture files in a place for backups that were found damaged: the next backup copies those anew. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileStore } from '../files/store.ts';

const prefix = 'damaged/';

export async function markDamaged(place: FileStore, sha256: string, folder: string): Promise<void> {
  const path = join(folder, sha256);
  await writeFile(path, 'This picture file is damaged: the next backup copies it anew.\n');
  await place.put(`${prefix}${sha256}`, path, 'text/plain; charset=utf-8');
}

/** The hashes of the files that are marked. */
export async function listDamaged(place: FileStore): Promise<Set<string>> {
  const found = new Set<string>();
  for await (const { key } of place.list(prefix)) found.add(key.slice(prefix.length));
  return found;
}

export async function removeMark(place: FileStore, sha256: string): Promise<void> {
  await place.remove(`${prefix}${sha256}`);
}
