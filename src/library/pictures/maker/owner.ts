import { randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Actor, Database, Db } from '../../../foundation/database/database.ts';
import type { FileStore } from '../../../foundation/files/store.ts';
import { storeMark } from '../../tables/files.ts';

/** The file in the store that names the database it belongs to. */
export const markKey = 'dateline.json';

export type Marking = { database: Database; store: FileStore; incoming: string; actor: Actor };

/** Whether the store belongs to this database; undefined when it has no mark. */
export async function isOurs({ database, store, actor }: Marking): Promise<boolean | undefined> {
  const mark = await store.read(markKey);
  if (!mark) return undefined;
  return ownerIn(await text(mark)) === (await ensureOwner(database, actor));
}

/** Puts this database's mark into the store. */
export async function markAsOurs({ database, store, incoming, actor }: Marking): Promise<void> {
  await putMark({ store, incoming }, await ensureOwner(database, actor));
}

/** Puts the mark of a database into the store. */
export async function putMark(
  { store, incoming }: Pick<Marking, 'store' | 'incoming'>,
  owner: string,
): Promise<void> {
  await mkdir(incoming, { recursive: true });
  const path = join(incoming, randomUUID());
  await writeFile(path, `${JSON.stringify({ owner, about: 'Whose pictures these are.' })}\n`);
  await store.put(markKey, path, 'application/json').finally(() => rm(path, { force: true }));
}

/** The secret id of the database that the store belongs to; undefined when it has no mark. */
export async function readMark(store: FileStore): Promise<unknown> {
  const mark = await store.read(markKey);
  return mark && ownerIn(await text(mark));
}

/** The secret id of this database; undefined when it has none yet. */
export async function findOwner(db: Db): Promise<string | undefined> {
  const [row] = await db.select().from(storeMark);
  return row?.owner;
}

/** The same, created at the first start; only then is anything written. */
export async function ensureOwner(database: Database, actor: Actor): Promise<string> {
  const known = await database.read(findOwner);
  if (known !== undefined) return known;
  return database.transact(actor, async ({ tx }) => {
    await tx.insert(storeMark).values({ id: 1, owner: randomUUID() }).onConflictDoNothing();
    return (await findOwner(tx))!;
  });
}

function ownerIn(mark: string): unknown {
  try {
    return (JSON.parse(mark) as { owner?: unknown } | null)?.owner;
  } catch {
    return undefined;
  }
}
