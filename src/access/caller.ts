import type { Clock } from '../foundation/clock.ts';
import type { Database } from '../foundation/database/database.ts';
import { isKeyOf, readKey } from './key.ts';
import { type Role, type Scope, scopesOf } from './scopes.ts';
import { findKey } from './store.ts';
import type { ActorRow, KeyRow } from './table.ts';

/** The authenticated caller: the actor of a key, and what the key allows. */
export type Caller = {
  id: string;
  name: string;
  kind: ActorRow['kind'];
  role: Role;
  keyId: string;
  scopes: ReadonlySet<Scope>;
};

export type Authenticated = { caller: Caller; lastUsedAt: number | null };

/**
 * The caller of a key, read from the database at each request, so that a revocation works at once. Undefined when the
 * key is malformed, unknown, revoked or expired; the caller cannot tell which.
 */
export async function authenticate(
  text: string,
  { database, clock }: { database: Database; clock: Clock },
): Promise<Authenticated | undefined> {
  const sent = readKey(text);
  if (!sent) return undefined;
  const held = await database.read((db) => findKey(db, sent.id));
  // Compared even without a key, so that the time tells nothing.
  const isRight = isKeyOf(sent.secret, held?.key.sha256);
  if (!held || !isRight || !isUsable(held.key, clock.now())) return undefined;
  const { key, actor } = held;
  return {
    caller: {
      id: actor.id,
      name: actor.name,
      kind: actor.kind,
      role: key.role,
      keyId: key.id,
      scopes: scopesOf(key.role),
    },
    lastUsedAt: key.lastUsedAt,
  };
}

/** Whether a key is valid at that time: up to, but not including, its expiry. */
export function isUsable(
  { revokedAt, expiresAt }: Pick<KeyRow, 'revokedAt' | 'expiresAt'>,
  now: number,
): boolean {
  return revokedAt === null && (expiresAt === null || now < expiresAt);
}
