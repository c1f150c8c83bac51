import { text } from 'node:stream/consumers';
import type { FileStore } from '../files/store.ts';
import { isFromFuture, type Listed, listBackups, listPool, partKey, poolKey } from './layout.ts';
import { readPictureList } from './manifest.ts';
import { clearScratch } from './scratch.ts';

const dayMs = 86_400_000;

type Parts = { place: FileStore; scratch: string; keep: number; now: number };

/**
 * Removes all but the newest finished backups, those that were begun more than a day ago and never finished, and picture
 * files that no backup needs. Removes nothing while a backup is from the future: then the clock is wrong, or was.
 */
export async function removeOldBackups({
  place,
  scratch,
  keep,
  now,
}: Parts): Promise<{ removed: string[]; refused?: string }> {
  const backups = await listBackups(place);
  const fromFuture = backups.findLast(({ name }) => isFromFuture(name, now));
  if (fromFuture)
    return {
      removed: [],
      refused: `Old backups were not removed, since ${fromFuture.name} is from the future: set the clock, or remove that backup`,
    };
  const finished = backups.filter(({ isFinished }) => isFinished);
  const old = finished.slice(0, Math.max(0, finished.length - keep));
  const leftUnfinished = backups.filter((one) => !one.isFinished && one.changedAt < now - dayMs);
  for (const one of [...old, ...leftUnfinished]) await remove(place, one);
  await clearScratch(scratch, now - dayMs);
  const gone = new Set([...old, ...leftUnfinished]);
  if (gone.size > 0)
    await removeUnneeded(
      place,
      backups.filter((one) => !gone.has(one)),
    );
  return { removed: old.map(({ name }) => name) };
}

/** The manifest first: what is left of it, if this is stopped, is no backup. */
async function remove(place: FileStore, { name, keys }: Listed): Promise<void> {
  const manifest = partKey(name, 'manifest');
  await place.remove(manifest);
  for (const key of keys) if (key !== manifest) await place.remove(key);
}

async function removeUnneeded(place: FileStore, kept: Listed[]): Promise<void> {
  const pool = [...(await listPool(place)).keys()];
  const needed = new Set<string>();
  for (const { name } of kept) {
    const list = await place.read(partKey(name, 'pictures'));
    if (list) for (const { sha256 } of readPictureList(await text(list))) needed.add(sha256);
  }
  for (const sha256 of pool) if (!needed.has(sha256)) await place.remove(poolKey(sha256));
}
