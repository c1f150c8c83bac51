import { eq } from 'drizzle-orm';
import { toTimestamp } from '../foundation/clock.ts';
import type { Tx, Work } from '../foundation/database/database.ts';
import { record } from '../foundation/events/record.ts';
import { newId } from '../foundation/ids.ts';
import { type Fault, Problem, ruleUnmet, unknownReference } from '../foundation/problem.ts';
import type { Caller } from './caller.ts';
import { hashKey, type Key, makeKey } from './key.ts';
import { refusedToServices } from './persons-only.ts';
import { type Role, type Scope, scopes as allScopes, scopesOf, scopesOfKey } from './scopes.ts';
import { type ActorRow, actors, apiKeys } from './table.ts';

export type NewActor = { /** Absent: a new id. */ id?: string; name: string; kind: 'person' | 'service' };

/** A key to issue, to an existing actor (by id) or a new one. `expiresAt` is UTC milliseconds. */
export type NewKey = {
  name: string;
  role: Role;
  actor: string | NewActor;
  expiresAt?: number | null | undefined;
  /** The scopes to which it is narrowed. */
  scopes?: Scope[] | undefined;
  /** The ids of the sections to which it is narrowed. */
  sections?: string[] | undefined;
  /** Whether it may renew itself; by default unless it has an expiry. */
  renewable?: boolean | undefined;
};

/**
 * Issues a key and returns it; its secret is available only now. Throws `unknown-reference` for an unknown actor or the
 * system, `rule-unmet` for an expiry in the past, for a disabled actor, and for scopes and sections that do not go
 * together, `conflict` when a service issues a key to a person.
 */
export async function issueKey(
  work: Work,
  { name, role, actor, expiresAt = null, scopes, sections, renewable = expiresAt === null }: NewKey,
  key: Key = makeKey(),
): Promise<Key> {
  const { tx, now } = work;
  if (expiresAt !== null) requireFuture(expiresAt, now);
  const narrowed = scopes ? narrowTo(role, scopes) : null;
  if (sections) refuseFreeScopes(scopesOfKey({ role, scopes: narrowed }));
  const holder = typeof actor === 'string' ? await knownActor(tx, actor) : actor;
  if (work.actor.kind === 'service' && holder.kind !== 'service')
    throw refusedToServices('Only a person can issue a key to a person');
  const actorId = typeof actor === 'string' ? actor : await addActor(work, actor);
  await tx.insert(apiKeys).values({
    id: key.id,
    actorId,
    name,
    role,
    sha256: hashKey(key.secret),
    revision: 1,
    createdAt: now,
    createdBy: work.actor.id,
    expiresAt,
    scopes: narrowed,
    sections: sections ?? null,
    renewable,
  });
  await record(work, {
    action: 'key.issued',
    subject: key.id,
    data: {
      name,
      role,
      actor: actorId,
      ...(expiresAt !== null && { expiresAt: toTimestamp(expiresAt) }),
      ...(narrowed && { scopes: narrowed }),
      ...(sections && { sections }),
    },
  });
  return key;
}

/** Throws `forbidden` where a key would get scopes that the key of its issuer lacks. */
export function requireHeld(issuer: Pick<Caller, 'scopes'>, { role, scopes = null }: KeyScopes): void {
  const beyond = [...scopesOfKey({ role, scopes })].filter((scope) => !issuer.scopes.has(scope));
  if (beyond.length === 0) return;
  throw new Problem(
    'forbidden',
    `Your key can issue or lengthen only keys with scopes that it has itself; it lacks ${beyond.join(', ')}.`,
    { extensions: { scope: beyond[0] } },
  );
}

type KeyScopes = { role: Role; scopes?: Scope[] | null | undefined };

/** Throws `rule-unmet` unless the time is in the future. */
export function requireFuture(expiresAt: number, now: number): void {
  if (expiresAt > now) return;
  throw ruleUnmet([
    { pointer: '/expiresAt', detail: 'expiresAt must lie in the future; to end a key now, revoke it' },
  ]);
}

/** The scopes in the order of the table, with that to enter: any key may read what it is, and renew itself. */
function narrowTo(role: Role, scopes: Scope[]): Scope[] {
  const whole = scopesOf(role);
  const faults = scopes.flatMap((scope, index): Fault[] =>
    whole.has(scope)
      ? []
      : [
          {
            pointer: `/scopes/${index}`,
            detail: `the role ${role} has no scope ${scope} to narrow the key to`,
          },
        ],
  );
  if (faults.length > 0) throw ruleUnmet(faults);
  return allScopes.filter((scope) => scope === 'desk:enter' || scopes.includes(scope));
}

/** With these a key could widen itself again: by another key, or by moving its section in the tree. */
const freeScopes: Scope[] = ['sections:write', 'keys:manage'];

function refuseFreeScopes(held: ReadonlySet<Scope>): void {
  const free = freeScopes.filter((scope) => held.has(scope));
  if (free.length === 0) return;
  const detail = `a key for some sections cannot have ${free.join(' and ')}: take a lower role, or name its scopes without them`;
  throw ruleUnmet([{ pointer: '/sections', detail }]);
}

async function knownActor(tx: Tx, id: string): Promise<ActorRow> {
  const [actor] = await tx.select().from(actors).where(eq(actors.id, id));
  if (!actor || actor.kind === 'system')
    throw unknownReference([{ pointer: '/actor', detail: 'there is no such actor that may hold a key' }]);
  if (actor.disabledAt !== null)
    throw ruleUnmet([{ pointer: '/actor', detail: 'this actor is disabled; enable it first' }]);
  return actor;
}

async function addActor(work: Work, { id = newId('actor'), name, kind }: NewActor): Promise<string> {
  await work.tx.insert(actors).values({ id, name, kind, createdAt: work.now });
  await record(work, { action: 'actor.created', subject: id });
  return id;
}
