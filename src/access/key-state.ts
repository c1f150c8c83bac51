/** What a key is good for at a time. Pure. */
import { scopesOfKey } from './scopes.ts';
import type { ActorRow, KeyRow } from './table.ts';

/** A key and its actor. */
export type KeyWithActor = { key: KeyRow; actor: ActorRow };

export type KeyEnd = 'revoked' | 'disabled' | 'expired';

/** How long before its expiry a key counts as one that expires soon. */
export const soonMs = 30 * 24 * 60 * 60_000;

/** Why a key does not work at that time; undefined when it does. Valid up to, but not including, its expiry. */
export function endOf({ key, actor }: KeyWithActor, now: number): KeyEnd | undefined {
  if (key.revokedAt !== null) return 'revoked';
  if (actor.disabledAt !== null) return 'disabled';
  return key.expiresAt !== null && key.expiresAt <= now ? 'expired' : undefined;
}

/** Whether a key that works now expires within thirty days. */
export function expiresSoon(held: KeyWithActor, now: number): boolean {
  const { expiresAt } = held.key;
  return endOf(held, now) === undefined && expiresAt !== null && expiresAt <= now + soonMs;
}

/** Whether a key may issue others: the last such key must not end. */
export function managesKeys(key: Pick<KeyRow, 'role' | 'scopes'>): boolean {
  return scopesOfKey(key).has('keys:manage');
}
