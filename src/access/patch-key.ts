import { eq } from 'drizzle-orm';
import { toTimestamp } from '../foundation/clock.ts';
import type { Work } from '../foundation/database/database.ts';
import { record } from '../foundation/events/record.ts';
import { conflict, notFound } from '../foundation/problem.ts';
import type { Caller } from './caller.ts';
import { requireFuture } from './issue-key.ts';
import { managesKeys } from './key-state.ts';
import { findKey, requireManagingKey } from './store.ts';
import { apiKeys, type KeyRow } from './table.ts';
import { requireLengthening } from './term.ts';

/** What may change of a key; `expiresAt` is UTC milliseconds, null takes it away. */
export type KeyPatch = {
  name?: string | undefined;
  expiresAt?: number | null | undefined;
  renewable?: boolean | undefined;
};

/**
 * Renames a key, changes its expiry, also after it has expired, or whether it may renew itself. A patch without changes
 * records nothing. Throws `conflict` when it is revoked, and when the last key that may issue others would expire;
 * `rule-unmet` for an expiry in the past; `forbidden` where the caller gives it more than their own key may give.
 */
export async function patchKey(work: Work, caller: Caller, id: string, patch: KeyPatch): Promise<void> {
  const { tx, now } = work;
  const held = await findKey(tx, id);
  if (!held) throw notFound('key');
  const { key } = held;
  const { name = key.name, expiresAt = key.expiresAt, renewable = key.renewable } = patch;
  const isRenamed = name !== key.name;
  const isMoved = expiresAt !== key.expiresAt;
  const isOtherwiseRenewable = renewable !== key.renewable;
  if (!isRenamed && !isMoved && !isOtherwiseRenewable) return;
  if (key.revokedAt !== null) throw conflict('This key is revoked, which is for good. Issue another one.');
  await requireLengthening(tx, caller, held, { expiresAt, renewable });
  if (isMoved && expiresAt !== null) requireFuture(expiresAt, now);
  if (managesKeys(key) && endsSooner(key, expiresAt))
    await requireManagingKey(work, expiresAt!, (each) => each.key.id === id);
  await tx
    .update(apiKeys)
    .set({ name, expiresAt, renewable, revision: key.revision + 1 })
    .where(eq(apiKeys.id, id));
  if (isRenamed) await record(work, { action: 'key.renamed', subject: id, data: { name } });
  if (isMoved) {
    const data = expiresAt === null ? {} : { expiresAt: toTimestamp(expiresAt) };
    await record(work, { action: 'key.expiring', subject: id, data });
  }
  if (isOtherwiseRenewable) await record(work, { action: 'key.renewable', subject: id, data: { renewable } });
}

function endsSooner({ expiresAt: before }: KeyRow, expiresAt: number | null): boolean {
  return expiresAt !== null && (before === null || expiresAt < before);
}
