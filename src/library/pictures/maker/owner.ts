import { randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Actor, Database, Tx } from '../../../foundation/database/database.ts';
import type { FileStore } from '../../../foundation/files/store.ts';
import { storeMark } from '../../tables/files.ts';

/** The file in the store that names the database it belongs to. */
export const markKey = 'dateline.json';

type Parts = { database: Database; store: FileStore; incoming: string; actor: Actor };

/** Whether the store belongs to this database; undefined when it has no mark. */
export async function isOurs({ database, store, actor }: Parts): Promise<boolean | undefined> {
  const mark = await store.read(markKey);
  if (!mark) return undefined;
  const owner = await database.transact(actor, ({ tx }) => findOwner(tx));
  return ownerIn(await text(mark)) === owner;
}

/** Puts this database's mark into the store. */
export async function markAsOurs({ database, store, incoming, actor }: Parts): Promise<void> {
  const owner = await database.transact(actor, ({ tx }) => findOwner(tx));
  await mkdir(incoming, { recursive: true });
  const path = join(incoming, randomUUID());
  await writeFile(path, `${JSON.stringify({ owner, about: 'Whose pictures these are.' })}\n`);
  await store.put(markKey, path, 'application/json').finally(() => rm(path, { force: true }));
}

/** The secret id of this database, created at first use. */
async function findOwner(tx: Tx): Promise<string> {
  await tx.insert(storeMark).values({ id: 1, owner: randomUUID() }).onConflictDoNothing();
  const [row] = await tx.select().from(storeMark);
  return row!.owner;
}

function ownerIn(mark: string): unknown {
  try {
    return (JSON.parse(mark) as { owner?: unknown } | null)?.owner;
  } catch {
    return undefined;
  }
}
