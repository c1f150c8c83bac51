import { eq } from 'drizzle-orm';
import { toTimestamp } from '../foundation/clock.ts';
import type { Work } from '../foundation/database/database.ts';
import { record } from '../foundation/events/record.ts';
import { conflict, notFound } from '../foundation/problem.ts';
import { requireFuture } from './issue-key.ts';
import { findKey, hasOtherAdminKey } from './store.ts';
import { apiKeys, type KeyRow } from './table.ts';

/** What may change of a key; `expiresAt` is UTC milliseconds, null takes it away. */
export type KeyPatch = { name?: string | undefined; expiresAt?: number | null | undefined };

/**
 * Renames a key or changes its expiry, also after it has expired. A patch without changes records nothing. Throws
 * `conflict` when it is revoked, and when the last admin key would expire; `rule-unmet` for an expiry in the past.
 */
export async function patchKey(work: Work, id: string, patch: KeyPatch): Promise<void> {
  const { tx, now } = work;
  const held = await findKey(tx, id);
  if (!held) throw notFound('key');
  const { name = held.key.name, expiresAt = held.key.expiresAt } = patch;
  const isRenamed = name !== held.key.name;
  const isMoved = expiresAt !== held.key.expiresAt;
  if (!isRenamed && !isMoved) return;
  if (held.key.revokedAt !== null)
    throw conflict('This key is revoked, which is for good. Issue another one.');
  if (isMoved && expiresAt !== null) requireFuture(expiresAt, now);
  if (endsSooner(held.key, expiresAt) && !(await hasOtherAdminKey(tx, id, expiresAt!)))
    throw conflict('No other admin key works at that moment. Issue another one first.');
  await tx
    .update(apiKeys)
    .set({ name, expiresAt, revision: held.key.revision + 1 })
    .where(eq(apiKeys.id, id));
  if (isRenamed) await record(work, { action: 'key.renamed', subject: id, data: { name } });
  if (isMoved) {
    const data = expiresAt === null ? {} : { expiresAt: toTimestamp(expiresAt) };
    await record(work, { action: 'key.expiring', subject: id, data });
  }
}

function endsSooner({ role, expiresAt: before }: KeyRow, expiresAt: number | null): boolean {
  return role === 'admin' && expiresAt !== null && (before === null || expiresAt < before);
}
