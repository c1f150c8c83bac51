import type { Caller } from '../../access/caller.ts';
import { type NewKey, requireHeld } from '../../access/issue-key.ts';
import { mostTerm, requireTerm, type Term } from '../../access/term.ts';
import type { Db, Moment } from '../../foundation/database/database.ts';
import { unknownReference } from '../../foundation/problem.ts';
import { lookUp } from '../../library/records/store.ts';
import { sectionType } from '../../library/sections/record-type.ts';
import type { KeyIn } from './schema.ts';

/**
 * An order for a key with its sections as ids, and the expiry that it gets. Throws `unknown-reference`, and `forbidden`
 * for more than the caller may give.
 */
export async function orderOf(
  { tx, now }: Moment,
  caller: Caller,
  asked: KeyIn,
  lifetimeMs: number | undefined,
): Promise<NewKey> {
  requireHeld(caller, asked);
  const most = await mostTerm(tx, caller);
  const order = withLifetime(await resolveOrder(tx, asked), { now, lifetimeMs, most });
  requireTerm(order, most);
  return order;
}

/** An order for a key with its sections as ids. Throws `unknown-reference`. */
export async function resolveOrder(db: Db, { sections, ...order }: KeyIn): Promise<NewKey> {
  if (!sections) return order;
  const named = sections.map((reference, index) => ({
    reference,
    where: { pointer: `/sections/${index}` },
  }));
  const { found, faults } = await lookUp(db, sectionType, named);
  if (faults.length > 0) throw unknownReference(faults);
  return { ...order, sections: [...new Set(sections.map((name) => found.get(name)!.id))] };
}

type Lifetime = { now: number; lifetimeMs: number | undefined; most: Term | undefined };

/** The expiry of a key for which none was asked; it may renew itself. By default neither is more than `most`. */
function withLifetime(order: NewKey, { now, lifetimeMs = Infinity, most }: Lifetime): NewKey & Term {
  const { expiresAt, renewable = (expiresAt ?? null) === null && (most?.renewable ?? true) } = order;
  if (expiresAt !== undefined) return { ...order, renewable, expiresAt };
  const end = Math.min(now + lifetimeMs, most?.expiresAt ?? Infinity);
  return { ...order, renewable, expiresAt: end === Infinity ? null : end };
}
