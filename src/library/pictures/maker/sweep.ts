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
import { findAllOriginals, findOriginals, findRenditions } from '../renditions/rendition-store.ts';
import { isOurs, markAsOurs, markKey } from './owner.ts';
import { noteUnreferenced } from './unreferenced.ts';

/**
 * What a sweep did: how many files it took away, the pictures whose original is not in the store, and why it took no
 * pictures away when it would not.
 */
export type Swept = { removed: number; missing: string[]; refused?: string };

type Sweeping = {
  database: Database;
  store: FileStore;
  /** The folder for what is on its way in. */
  incoming: string;
  /** In whose name it is done. */
  actor: Actor;
  filesInUse: FilesInUse;
  now: number;
  /** Instead of an hour for renditions and a week for originals. */
  keepMs?: number;
};

const hourMs = 3_600_000;
const weekMs = 7 * 24 * hourMs;
/** Up to so many originals without a picture are nothing strange, however few there are besides. */
const fewOriginals = 10;

/**
 * Takes away the files that no row names, once no request can still be about to name them: renditions after an hour, what
 * nothing can make anew after a week. It touches nothing that is not called as our files are, and no store that is
 * another database's.
 */
export async function sweepFiles(parts: Sweeping): Promise<Swept> {
  const { database, store, incoming, now, keepMs = hourMs } = parts;
  let removed = await removeLeftBehind(incoming, now - keepMs);
  const originals = await findStoredOriginals(store);
  const rows = await database.read(findAllOriginals);
  const named = new Set(rows.map(originalKey));
  const missing = rows.filter((row) => !originals.has(originalKey(row))).map(({ id }) => id);
  const unreferenced = [...originals].flatMap(([key, changedAt]) =>
    !named.has(key) && changedAt <= now - keepMs ? key : [],
  );
  const knowsSome = [...originals.keys()].some((key) => named.has(key));
  const refused = await whyNot(parts, {
    originals: originals.size,
    unreferenced: unreferenced.length,
    knowsSome,
  });
  if (refused !== undefined) return { removed, missing, refused };
  removed += await removeOriginals(parts, unreferenced);
  removed += await removeRenditions(parts, now - keepMs);
  return { removed, missing };
}

/** Why nothing may be taken from the store, if so. A store without a mark is marked when it is this database's. */
async function whyNot(
  parts: Sweeping,
  { originals, unreferenced, knowsSome }: { originals: number; unreferenced: number; knowsSome: boolean },
): Promise<string | undefined> {
  const ours = await isOurs(parts);
  if (ours === false)
    return `the store is another database's, says ${markKey} in it. Remove that file if there is no such database any more`;
  if (ours === undefined && originals > 0 && !knowsSome)
    return 'the store has no mark, and this database knows none of the originals in it';
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

async function removeRenditions(parts: Sweeping, before: number): Promise<number> {
  let removed = 0;
  for await (const some of inHundreds(parts.store.list(''))) {
    const old = some.filter(({ key, changedAt }) => isRenditionKey(key) && changedAt <= before);
    const keys = old.map(({ key }) => key);
    const named = await namesAmong(parts.database, keys);
    for (const key of keys) if (!named.has(key)) removed += await removeUnreferenced(parts, key);
  }
  return removed;
}

/** Takes one file away unless somebody holds or names it by now; gives how many that were. */
async function removeUnreferenced({ database, store, filesInUse }: Sweeping, key: string): Promise<number> {
  const gone = await filesInUse.unlessInUse(key, async () => {
    if ((await namesAmong(database, [key])).has(key)) return false;
    await store.remove(key);
    return true;
  });
  return Number(gone);
}

/** Which of these files some row names. */
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
