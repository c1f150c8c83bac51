import type { NewKey } from '../../access/issue-key.ts';
import type { Db } from '../../foundation/database/database.ts';
import { unknownReference } from '../../foundation/problem.ts';
import { lookUp } from '../../library/records/store.ts';
import { sectionType } from '../../library/sections/record-type.ts';
import type { KeyIn } from './schema.ts';

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

/** The expiry of a key for which none was asked; it may renew itself. */
export function withLifetime(order: NewKey, now: number, lifetimeMs: number | undefined): NewKey {
  const { expiresAt, renewable = (expiresAt ?? null) === null } = order;
  if (expiresAt !== undefined || lifetimeMs === undefined) return { ...order, renewable };
  return { ...order, renewable, expiresAt: now + lifetimeMs };
}
