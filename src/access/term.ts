/** How long a key lives: no service gives any key more than its own has, and only people give more to those of people. */
import type { Db } from '../foundation/database/database.ts';
import { Problem } from '../foundation/problem.ts';
import type { Caller } from './caller.ts';
import { requireHeld } from './issue-key.ts';
import type { KeyWithActor } from './key-state.ts';
import { refusedToServices } from './persons-only.ts';
import { findKey } from './store.ts';
import type { KeyRow } from './table.ts';

/** When a key expires (UTC milliseconds; null: never), and whether it may renew itself. */
export type Term = Pick<KeyRow, 'expiresAt' | 'renewable'>;

type Giving = Pick<Caller, 'kind' | 'keyId' | 'scopes'>;

/** The most that a caller may give a key: the term of the own key of a service; undefined for people. */
export async function mostTerm(db: Db, { kind, keyId }: Giving): Promise<Term | undefined> {
  return kind === 'service' ? (await findKey(db, keyId))!.key : undefined;
}

/** Throws `forbidden` where a key would have more than the most. */
export function requireTerm(term: Term, most: Term | undefined): void {
  if (!most || !isMore(term, most)) return;
  throw new Problem(
    'forbidden',
    'The key of a service gives no key a later end than its own, and lets none renew itself unless it may itself.',
    { extensions: { limit: 'expiry' } },
  );
}

/**
 * Throws `forbidden` where a caller lengthens a key, or lets it renew itself, beyond what they could issue, and `conflict`
 * where a service does so to a key of a person.
 */
export async function requireLengthening(
  db: Db,
  caller: Giving,
  { key, actor }: KeyWithActor,
  term: Term,
): Promise<void> {
  if (!isMore(term, key)) return;
  requireHeld(caller, key);
  if (caller.kind === 'service' && actor.kind !== 'service')
    throw refusedToServices('Only a person can lengthen the key of a person, or let it renew itself');
  requireTerm(term, await mostTerm(db, caller));
}

function isMore({ expiresAt, renewable }: Term, than: Term): boolean {
  return (expiresAt ?? Infinity) > (than.expiresAt ?? Infinity) || (renewable && !than.renewable);
}
