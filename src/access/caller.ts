import type { Clock } from '../foundation/clock.ts';
import type { Database } from '../foundation/database/database.ts';
import { isKeyOf, readKey } from './key.ts';
import { endOf, type KeyEnd } from './key-state.ts';
import { type Role, type Scope, scopesOfKey } from './scopes.ts';
import { findKey } from './store.ts';
import type { ActorRow } from './table.ts';

/** The authenticated caller: the actor of a key, and what the key allows. */
export type Caller = {
  id: string;
  name: string;
  kind: ActorRow['kind'];
  role: Role;
  keyId: string;
  scopes: ReadonlySet<Scope>;
  /** The ids of the sections in which the key may change stories, with those below them; undefined for all. */
  sections?: ReadonlySet<string> | undefined;
};

export type Authenticated = { caller: Caller; lastUsedAt: number | null; sections: string[] | null };

/** Why a key is refused: for the log; the client cannot tell which. `keyId` is public. */
export type RefusedKey = {
  caller?: undefined;
  reason: 'malformed' | 'unknown' | KeyEnd;
  keyId?: string;
};

/**
 * The caller of a key, read from the database at each request, so that a revocation works at once; or why the key is
 * refused.
 */
export async function authenticate(
  text: string,
  { database, clock }: { database: Database; clock: Clock },
): Promise<Authenticated | RefusedKey> {
  const sent = readKey(text);
  if (!sent) return { reason: 'malformed' };
  const { id: keyId, secret } = sent;
  const held = await database.read((db) => findKey(db, keyId));
  // Compared even without a key, so that the time tells nothing.
  const isRight = isKeyOf(secret, held?.key.sha256);
  if (!held || !isRight) return { reason: 'unknown', keyId };
  const { key, actor } = held;
  const end = endOf(held, clock.now());
  if (end !== undefined) return { reason: end, keyId };
  const { id, name, kind } = actor;
  return {
    caller: { id, name, kind, role: key.role, keyId, scopes: scopesOfKey(key) },
    lastUsedAt: key.lastUsedAt,
    sections: key.sections,
  };
}
