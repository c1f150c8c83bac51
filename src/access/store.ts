import { and, eq, gt, isNull, ne, or } from 'drizzle-orm';
import type { Db, Moment } from '../foundation/database/database.ts';
import { parameter, prepared } from '../foundation/database/prepared.ts';
import { decodeCursor } from '../foundation/page/cursor.ts';
import { after, inOrder, type Keyset } from '../foundation/page/keyset.ts';
import { type Page, pageOf } from '../foundation/page/page.ts';
import { actors, apiKeys, type ActorRow, type KeyRow } from './table.ts';

/** A key and its actor. */
export type KeyWithActor = { key: KeyRow; actor: ActorRow };

export async function findKey(db: Db, id: string): Promise<KeyWithActor | undefined> {
  const [found] = await keyWithId(db, { id });
  return found;
}

const keyWithId = prepared((db) => selectKeys(db).where(eq(apiKeys.id, parameter('id'))));

/** One page of all keys, the newest first. */
export async function listKeys(
  db: Db,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Page<KeyWithActor>> {
  const from = cursor === undefined ? undefined : decodeCursor(list, cursor, newestFirst.columns);
  const rows = await selectKeys(db)
    .where(after(newestFirst, from))
    .orderBy(...inOrder(newestFirst))
    .limit(limit + 1);
  return pageOf(rows, limit, list, ({ key }) => [key.createdAt, key.id]);
}

/** Whether there is, or was, any admin's key. */
export async function hasAdminKeys(db: Db): Promise<boolean> {
  const [key] = await db.select({ id: apiKeys.id }).from(apiKeys).where(eq(apiKeys.role, 'admin')).limit(1);
  return key !== undefined;
}

/** Whether an admin's key other than this one can be used at that moment. */
export async function hasOtherAdminKey(db: Db, id: string, now: number): Promise<boolean> {
  const [other] = await db
    .select({ id: apiKeys.id })
    .from(apiKeys)
    .where(
      and(
        ne(apiKeys.id, id),
        eq(apiKeys.role, 'admin'),
        isNull(apiKeys.revokedAt),
        or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, now)),
      ),
    )
    .limit(1);
  return other !== undefined;
}

/** Saves when the key was used, without an event or a new revision. */
export async function touchKey({ tx, now }: Moment, id: string): Promise<void> {
  await tx.update(apiKeys).set({ lastUsedAt: now }).where(eq(apiKeys.id, id));
}

const newestFirst: Keyset = { columns: [apiKeys.createdAt, apiKeys.id], descending: true };
const list = { sort: '-createdAt', filters: {} };

function selectKeys(db: Db) {
  return db
    .select({ key: apiKeys, actor: actors })
    .from(apiKeys)
    .innerJoin(actors, eq(actors.id, apiKeys.actorId))
    .$dynamic();
}
