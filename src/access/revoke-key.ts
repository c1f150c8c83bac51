import { eq } from 'drizzle-orm';
import type { Work } from '../foundation/database/database.ts';
import { record } from '../foundation/events/record.ts';
import { notFound } from '../foundation/problem.ts';
import { managesKeys } from './key-state.ts';
import { findKey, requireManagingKey } from './store.ts';
import { apiKeys } from './table.ts';

/**
 * Revokes a key for good, from the next request on. Revoking it again changes nothing. Throws `conflict` for the last
 * key that may issue others, which would lock everybody out.
 */
export async function revokeKey(
  work: Work,
  id: string,
  { reason }: { reason?: string | undefined } = {},
): Promise<void> {
  const { tx, now } = work;
  const held = await findKey(tx, id);
  if (!held) throw notFound('key');
  const { revokedAt, revision } = held.key;
  if (revokedAt !== null) return;
  if (managesKeys(held.key)) await requireManagingKey(tx, now, ({ key }) => key.id === id);
  await tx
    .update(apiKeys)
    .set({ revokedAt: now, revision: revision + 1 })
    .where(eq(apiKeys.id, id));
  await record(work, { action: 'key.revoked', subject: id, ...(reason !== undefined && { reason }) });
}
