import type { Database } from '../../foundation/database/database.ts';
import type { FileStore, StoredFile } from '../../foundation/files/store.ts';
import { originalKey, renditionKey } from '../media/files.ts';
import { findAllOriginals, findOriginals, findRenditions } from '../media/rendition-store.ts';

/** What a sweep did: how many files it took away, and the pictures whose original is not in the store. */
export type Swept = { removed: number; missing: string[] };

const hourMs = 3_600_000;

type Sweeping = {
  database: Database;
  stores: FileStore[];
  now: number;
  keepMs?: number;
  /** Whether a request is about to name this file. */
  isHeld: (key: string) => boolean;
};

/**
 * Takes away the files that no row names, once they are old enough that no request can still be about to name them. The
 * first store is the one that originals belong in.
 */
export async function sweepFiles({
  database,
  stores,
  now,
  keepMs = hourMs,
  isHeld,
}: Sweeping): Promise<Swept> {
  const originals = new Set<string>();
  let removed = 0;
  for (const [index, store] of stores.entries()) {
    for await (const some of inHundreds(store.list(''))) {
      if (index === 0) for (const { key } of some) if (key.startsWith('originals/')) originals.add(key);
      const old = some.filter(({ changedAt }) => changedAt <= now - keepMs);
      const named = await namesAmong(database, old);
      for (const { key } of old.filter(({ key }) => !named.has(key) && !isHeld(key))) {
        await store.remove(key);
        removed += 1;
      }
    }
  }
  const rows = await database.read(findAllOriginals);
  return { removed, missing: rows.filter((row) => !originals.has(originalKey(row))).map(({ id }) => id) };
}

/** Which of these files some row names. */
async function namesAmong(database: Database, files: StoredFile[]): Promise<Set<string>> {
  return database.read(async (db) => {
    const originals = await findOriginals(
      db,
      files.map(({ key }) => shaOf(key)),
    );
    const renditions = await findRenditions(
      db,
      files.map(({ key }) => key.split('/')[0]!),
    );
    return new Set([...originals.map(originalKey), ...renditions.map(renditionKey)]);
  });
}

function shaOf(key: string): string {
  return /^originals\/([0-9a-f]{64})\./.exec(key)?.[1] ?? '';
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
