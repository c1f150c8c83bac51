import type { Actor, Database } from '../../../foundation/database/database.ts';
import type { FilesInUse } from '../../../foundation/files/files-in-use.ts';
import { removeLeftBehind } from '../../../foundation/files/left-behind.ts';
import type { FileStore, StoredFile } from '../../../foundation/files/store.ts';
import {
  isOriginalKey,
  isRenditionKey,
  mediaIdIn,
  originalKey,
  renditionKey,
  shaIn,
} from '../renditions/files.ts';
import {
  findAllOriginals,
  findKilledOriginals,
  findOriginals,
  findRenditions,
} from '../renditions/rendition-store.ts';
import type { MediaRow } from '../rows/store.ts';
import { findKilledFormer } from '../rows/taken-down-files.ts';
import { isOurs, markAsOurs, markKey } from './owner.ts';
import { noteUnreferenced } from './unreferenced.ts';

/**
 * The result of a sweep: how many files it removed, the pictures whose original is missing, and why nothing was removed
 * if it refused.
 */
export type Swept = { removed: number; missing: string[]; refused?: string };

type Sweeping = {
  database: Database;
  store: FileStore;
  /** The folder of incoming files. */
  incoming: string;
  /** The actor of what is done. */
  actor: Actor;
  filesInUse: FilesInUse;
  now: number;
  /** Replaces the hour for renditions and the week for originals. */
  keepMs?: number;
};

const hourMs = 3_600_000;
const weekMs = 7 * 24 * hourMs;
/** Up to so many unreferenced originals are removed whatever their share. */
const fewOriginals = 10;

/**
 * Removes files that no row references: renditions after an hour, originals after a week, those of killed pictures at
 * once. It removes only files with
 * our names, and nothing from a store of another database.
 */
export async function sweepFiles(parts: Sweeping): Promise<Swept> {
  const { database, store, incoming, now, keepMs = hourMs } = parts;
  let removed = await removeLeftBehind(incoming, now - keepMs);
  const originals = await findStoredOriginals(store);
  const rows = await database.read(findAllOriginals);
  const named = new Set(rows.map(originalKey));
  const missing = rows.filter((row) => !originals.has(originalKey(row))).map(({ id }) => id);
  const killed = await findKilledFiles(parts);
  const unreferenced = [...originals].flatMap(([key, changedAt]) =>
    !named.has(key) && !killed.originals.has(key) && changedAt <= now - keepMs ? key : [],
  );
  const knowsSome = [...originals.keys()].some((key) => named.has(key) || killed.originals.has(key));
  const refused = await whyNot(parts, {
    originals: originals.size,
    missing: missing.length,
    unreferenced: unreferenced.length,
    knowsSome,
  });
  if (refused !== undefined) return { removed, missing, refused };
  for (const key of killed.originals) if (originals.has(key)) removed += await removeUnreferenced(parts, key);
  removed += await removeOriginals(parts, unreferenced);
  removed += await removeRenditions(parts, now - keepMs, killed.ids);
  return { removed, missing };
}

/**
 * Why nothing may be removed from the store, if so. A store without a mark gets one when it belongs to this database.
 */
async function whyNot(
  parts: Sweeping,
  {
    originals,
    missing,
    unreferenced,
    knowsSome,
  }: { originals: number; missing: number; unreferenced: number; knowsSome: boolean },
): Promise<string | undefined> {
  const ours = await isOurs(parts);
  if (ours === false)
    return `the store is another database's, says ${markKey} in it. Remove that file if there is no such database any more`;
  if (ours === undefined && originals > 0 && !knowsSome)
    return 'the store has no mark, and this database knows none of the originals in it';
  if (ours === undefined && missing > originals)
    return `the store has no mark, and the originals of ${missing} pictures are missing. Was it lost?`;
  if (unreferenced > fewOriginals && unreferenced > originals / 2)
    return `no picture names ${unreferenced} of ${originals} originals. Is it the right database, and the right store?`;
  if (ours === undefined) await markAsOurs(parts);
  return undefined;
}

async function findStoredOriginals(store: FileStore): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for await (const { key, changedAt } of store.list('originals/'))
    if (isOriginalKey(key)) found.set(key, changedAt);
  return found;
}

async function removeOriginals(parts: Sweeping, unreferenced: string[]): Promise<number> {
  const { database, actor, now, keepMs = weekMs } = parts;
  const due = await database.transact(actor, ({ tx }) => noteUnreferenced({ tx, now }, unreferenced, keepMs));
  let removed = 0;
  for (const key of due) removed += await removeUnreferenced(parts, key);
  return removed;
}

async function removeRenditions(
  parts: Sweeping,
  before: number,
  killed: ReadonlySet<string>,
): Promise<number> {
  let removed = 0;
  for await (const some of inHundreds(parts.store.list(''))) {
    const old = some.filter(
      ({ key, changedAt }) => isRenditionKey(key) && (changedAt <= before || killed.has(mediaIdIn(key))),
    );
    const keys = old.map(({ key }) => key);
    const named = await namesAmong(parts.database, keys);
    for (const key of keys) if (!named.has(key)) removed += await removeUnreferenced(parts, key);
  }
  return removed;
}

/** What was to be removed when a picture was killed, and may still be there. */
async function findKilledFiles({ database }: Sweeping) {
  const rows = await database.read(async (db) => [
    ...(await findKilledOriginals(db)),
    ...(await findKilledFormer(db)),
  ]);
  return { ids: new Set(rows.map(({ id }) => id)), originals: new Set(rows.map(originalKey)) };
}

type Removing = Pick<Sweeping, 'database' | 'store' | 'filesInUse'>;

/** Removes all files of pictures that were killed; what cannot be removed now is left to the sweep. */
export async function removeKilledFiles(
  parts: Removing,
  pictures: Pick<MediaRow, 'id' | 'sha256' | 'mimeType'>[],
): Promise<void> {
  for (const picture of pictures) {
    await removeUnreferenced(parts, originalKey(picture));
    for await (const { key } of parts.store.list(`${picture.id}/`)) await removeUnreferenced(parts, key);
  }
}

/** Removes one file unless it is in use or referenced by now; gives 1 or 0. */
async function removeUnreferenced({ database, store, filesInUse }: Removing, key: string): Promise<number> {
  const gone = await filesInUse.unlessInUse(key, async () => {
    if ((await namesAmong(database, [key])).has(key)) return false;
    await store.remove(key);
    return true;
  });
  return Number(gone);
}

/** Which of these files are referenced by a row. */
async function namesAmong(database: Database, keys: string[]): Promise<Set<string>> {
  return database.read(async (db) => {
    const originals = await findOriginals(db, keys.map(shaIn));
    const renditions = await findRenditions(db, keys.map(mediaIdIn));
    return new Set([...originals.map(originalKey), ...renditions.map(renditionKey)]);
  });
}

async function* inHundreds(files: AsyncIterable<StoredFile>): AsyncIterable<StoredFile[]> {
  let some: StoredFile[] = [];
  for await (const file of files) {
    some.push(file);
    if (some.length < 100) continue;
    yield some;
    some = [];
  }
  if (some.length > 0) yield some;
}
