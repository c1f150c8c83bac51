import type { Clock } from '../foundation/clock.ts';
import type { Database } from '../foundation/database/database.ts';
import { isKeyOf, readKey } from './key.ts';
import { type Role, type Scope, scopesOf } from './scopes.ts';
import { findKey } from './store.ts';
import type { KeyRow } from './table.ts';

/** Who asks, known by a key: the actor, and what the key lets them do. */
export type Caller = { id: string; name: string; role: Role; keyId: string; scopes: ReadonlySet<Scope> };

export type Authenticated = { caller: Caller; lastUsedAt: number | null };

/**
 * Whose key that is, asked of the database each time, so that a revocation bites at the next request. Undefined when it
 * is malformed, unknown, revoked or over: nothing tells which.
 */
export async function authenticate(
  text: string,
  { database, clock }: { database: Database; clock: Clock },
): Promise<Authenticated | undefined> {
  const sent = readKey(text);
  if (!sent) return undefined;
  const held = await database.read((db) => findKey(db, sent.id));
  // Compared even when there is no such key: how long it takes says nothing either.
  const isRight = isKeyOf(sent.secret, held?.key.sha256);
  if (!held || !isRight || !isUsable(held.key, clock.now())) return undefined;
  const { key, actor } = held;
  return {
    caller: {
      id: actor.id,
      name: actor.name,
      role: key.role,
      keyId: key.id,
      scopes: scopesOf(key.role),
    },
    lastUsedAt: key.lastUsedAt,
  };
}

/** Whether a key opens the door at that moment: up to, and not including, its expiry. */
export function isUsable(
  { revokedAt, expiresAt }: Pick<KeyRow, 'revokedAt' | 'expiresAt'>,
  now: number,
): boolean {
  return revokedAt === null && (expiresAt === null || now < expiresAt);
}
