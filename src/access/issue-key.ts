import { eq } from 'drizzle-orm';
import { toTimestamp } from '../foundation/clock.ts';
import type { Tx, Work } from '../foundation/database/database.ts';
import { record } from '../foundation/events/record.ts';
import { newId } from '../foundation/ids.ts';
import { ruleUnmet, unknownReference } from '../foundation/problem.ts';
import { hashKey, type Key, makeKey } from './key.ts';
import type { Role } from './scopes.ts';
import { actors, apiKeys } from './table.ts';

export type NewActor = { name: string; kind: 'person' | 'service' };

/** A key to issue, to an existing actor (by id) or a new one. `expiresAt` is UTC milliseconds. */
export type NewKey = { name: string; role: Role; actor: string | NewActor; expiresAt?: number | undefined };

/**
 * Issues a key and returns it; its secret is available only now. Throws `unknown-reference` for an unknown actor or the
 * system, `rule-unmet` for an expiry in the past.
 */
export async function issueKey(
  work: Work,
  { name, role, actor, expiresAt }: NewKey,
  key: Key = makeKey(),
): Promise<Key> {
  const { tx, now } = work;
  if (expiresAt !== undefined) requireFuture(expiresAt, now);
  const actorId = typeof actor === 'string' ? await knownActor(tx, actor) : await addActor(work, actor);
  await tx.insert(apiKeys).values({
    id: key.id,
    actorId,
    name,
    role,
    sha256: hashKey(key.secret),
    revision: 1,
    createdAt: now,
    createdBy: work.actor.id,
    expiresAt: expiresAt ?? null,
  });
  await record(work, {
    action: 'key.issued',
    subject: key.id,
    data: {
      name,
      role,
      actor: actorId,
      ...(expiresAt !== undefined && { expiresAt: toTimestamp(expiresAt) }),
    },
  });
  return key;
}

/** Throws `rule-unmet` unless the time is in the future. */
export function requireFuture(expiresAt: number, now: number): void {
  if (expiresAt > now) return;
  throw ruleUnmet([
    { pointer: '/expiresAt', detail: 'expiresAt must lie in the future; to end a key now, revoke it' },
  ]);
}

async function knownActor(tx: Tx, id: string): Promise<string> {
  const [actor] = await tx.select().from(actors).where(eq(actors.id, id));
  if (!actor || actor.kind === 'system')
    throw unknownReference([{ pointer: '/actor', detail: 'there is no such actor that may hold a key' }]);
  return actor.id;
}

async function addActor(work: Work, { name, kind }: NewActor): Promise<string> {
  const id = newId('actor');
  await work.tx.insert(actors).values({ id, name, kind, createdAt: work.now });
  await record(work, { action: 'actor.created', subject: id });
  return id;
}
