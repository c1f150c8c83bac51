import { eq } from 'drizzle-orm';
import { toTimestamp } from '../foundation/clock.ts';
import type { Work } from '../foundation/database/database.ts';
import { record } from '../foundation/events/record.ts';
import { conflict } from '../foundation/problem.ts';
import { issueKey } from './issue-key.ts';
import type { Key } from './key.ts';
import { endOf, type KeyWithActor } from './key-state.ts';
import { findKey } from './store.ts';
import { apiKeys, type KeyRow } from './table.ts';

type Terms = {
  /** How long the old key still works. */
  overlapMs: number;
  /** How long a key without an expiry lives once it is renewed; undefined for no end. */
  lifetimeMs: number | undefined;
};

/**
 * Issues another key like this one, and ends this one after the overlap. Until the new one was used, this can be done
 * again, for an answer that was lost: the unused one is revoked. Throws `conflict` when the key may not renew itself,
 * or was renewed and the new one is in use, or has ended since it was sent.
 */
export async function renewKey(
  work: Work,
  held: KeyWithActor,
  { overlapMs, lifetimeMs }: Terms,
): Promise<Key> {
  const { tx, now } = work;
  const { key } = held;
  if (endOf(held, now) !== undefined) throw conflict('This key has ended.');
  if (!key.renewable)
    throw conflict('This key may not renew itself: it ends when it expires. Ask for another one.');
  const before = key.renewedBy === null ? undefined : await findKey(tx, key.renewedBy);
  if (before) await revokeUnused(work, before.key);
  const { name, role, actorId: actor, renewable } = key;
  const fresh = await issueKey(work, {
    ...{ name, role, actor, renewable },
    scopes: key.scopes ?? undefined,
    sections: key.sections ?? undefined,
    expiresAt: before ? before.key.expiresAt : expiryOf(key, now, lifetimeMs),
  });
  const expiresAt = Math.min(key.expiresAt ?? Infinity, now + overlapMs);
  await tx
    .update(apiKeys)
    .set({ renewedBy: fresh.id, expiresAt, revision: key.revision + 1 })
    .where(eq(apiKeys.id, key.id));
  await record(work, {
    action: 'key.renewed',
    subject: key.id,
    data: { renewedBy: fresh.id, expiresAt: toTimestamp(expiresAt) },
  });
  return fresh;
}

async function revokeUnused(
  work: Work,
  { id, lastUsedAt, renewedBy, revokedAt, revision }: KeyRow,
): Promise<void> {
  if (revokedAt !== null)
    throw conflict(`This key was renewed before, as ${id}, which was revoked. Ask for another one.`);
  // Its use is noted later than what it did.
  if (lastUsedAt !== null || renewedBy !== null)
    throw conflict(`This key was renewed before, as ${id}, which is in use.`);
  await work.tx
    .update(apiKeys)
    .set({ revokedAt: work.now, revision: revision + 1 })
    .where(eq(apiKeys.id, id));
  await record(work, { action: 'key.revoked', subject: id, reason: 'Renewed again before it was used.' });
}

/** The new key lives as long as the old one was to live. */
function expiryOf({ createdAt, expiresAt }: KeyRow, now: number, lifetimeMs: number | undefined) {
  if (expiresAt !== null) return now + (expiresAt - createdAt);
  return lifetimeMs === undefined ? null : now + lifetimeMs;
}
