import { and, eq, gt, inArray, isNotNull, isNull, lte, or, sql, type SQL } from 'drizzle-orm';
import type { Db, Moment, Work } from '../foundation/database/database.ts';
import { prepared } from '../foundation/database/prepared.ts';
import type { Keyset } from '../foundation/page/keyset.ts';
import type { Page } from '../foundation/page/page.ts';
import { readPage, type PageAsked } from '../foundation/page/read.ts';
import { conflict } from '../foundation/problem.ts';
import { endOf, type KeyWithActor, managesKeys, soonMs } from './key-state.ts';
import { refusedToServices } from './persons-only.ts';
import { actors, apiKeys } from './table.ts';

export async function findKey(db: Db, id: string): Promise<KeyWithActor | undefined> {
  const [found] = await keyWithId(db, { id });
  return found;
}

const keyWithId = prepared((db) => selectKeys(db).where(eq(apiKeys.id, sql.placeholder('id'))));

/** The keys into which a key was renewed, step by step. */
export async function findRenewed(db: Db, id: string): Promise<KeyWithActor[]> {
  const steps = sql`WITH RECURSIVE renewed(id, step) AS (
    SELECT former.renewed_by, 1 FROM ${apiKeys} former WHERE former.id = ${id}
    UNION SELECT former.renewed_by, step + 1 FROM renewed JOIN ${apiKeys} former ON former.id = renewed.id
  )`;
  return selectKeys(db)
    .where(sql`${apiKeys.id} IN (${steps} SELECT id FROM renewed)`)
    .orderBy(sql`(${steps} SELECT step FROM renewed WHERE renewed.id = ${apiKeys.id})`);
}

/** All keys of these actors. */
export async function findKeysOf(db: Db, actorIds: string[]): Promise<KeyWithActor[]> {
  return selectKeys(db).where(inArray(apiKeys.actorId, actorIds));
}

/** The keys that are narrowed to sections, without revoked ones. */
export async function findKeysWithSections(db: Db): Promise<KeyWithActor[]> {
  return selectKeys(db).where(and(isNotNull(apiKeys.sections), isNull(apiKeys.revokedAt)));
}

/** The filters of keys. Both of the last two leave out keys that do not work. */
export type KeyFilters = {
  actor?: string[] | undefined;
  expiresSoon?: boolean | undefined;
  neverUsed?: boolean | undefined;
};

type Listing = KeyFilters & PageAsked;

/** One page of keys, the newest first. */
export async function listKeys(
  db: Db,
  { limit, cursor, count, ...filters }: Listing,
  now: number,
): Promise<Page<KeyWithActor>> {
  return readPage(
    db,
    { limit, cursor, count },
    {
      list: { sort: '-createdAt', filters },
      order: newestFirst,
      keyOf: ({ key }) => [key.createdAt, key.id],
      where: conditionsOf(filters, now),
      select: () => selectKeys(db),
    },
  );
}

function conditionsOf({ actor, expiresSoon, neverUsed }: KeyFilters, now: number): SQL | undefined {
  const works = and(isNull(apiKeys.revokedAt), isNull(actors.disabledAt), notExpired(now));
  return and(
    actor && inArray(apiKeys.actorId, actor),
    expiresSoon ? and(works, isNotNull(apiKeys.expiresAt), lte(apiKeys.expiresAt, now + soonMs)) : undefined,
    neverUsed ? and(works, isNull(apiKeys.lastUsedAt)) : undefined,
  );
}

function notExpired(now: number): SQL | undefined {
  return or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, now));
}

/** The keys that manage keys, or once did: those of admins, without narrowed ones that may not. */
export async function findManagingKeys(db: Db): Promise<KeyWithActor[]> {
  const held = await selectKeys(db).where(eq(apiKeys.role, 'admin'));
  return held.filter(({ key }) => managesKeys(key));
}

/**
 * Throws `conflict` unless a key that may issue others works at that moment, beside those that are `ending`. Where a
 * service ends those of people, one of a person has to be left: no service lets a person in again.
 */
export async function requireManagingKey(
  { tx, actor }: Pick<Work, 'tx' | 'actor'>,
  at: number,
  ending: (held: KeyWithActor) => boolean,
): Promise<void> {
  const working = (await findManagingKeys(tx)).filter((each) => endOf(each, at) === undefined);
  const left = working.filter((each) => !ending(each));
  if (left.length === 0) throw conflict('No other admin key would work then. Issue another one first.');
  if (actor.kind === 'service' && working.some(isOfPerson) && !left.some(isOfPerson))
    throw refusedToServices('Only a person can end the last admin key of a person');
}

function isOfPerson({ actor }: KeyWithActor): boolean {
  return actor.kind === 'person';
}

/** Saves when the key was used, without an event or a new revision. */
export async function touchKey({ tx, now }: Moment, id: string): Promise<void> {
  await tx.update(apiKeys).set({ lastUsedAt: now }).where(eq(apiKeys.id, id));
}

const newestFirst: Keyset = { columns: [apiKeys.createdAt, apiKeys.id], descending: true };

function selectKeys(db: Db) {
  return db
    .select({ key: apiKeys, actor: actors })
    .from(apiKeys)
    .innerJoin(actors, eq(actors.id, apiKeys.actorId))
    .$dynamic();
}
