import { eq } from 'drizzle-orm';
import type { Work } from '../foundation/database/database.ts';
import { record } from '../foundation/events/record.ts';
import { conflict, notFound } from '../foundation/problem.ts';
import { findKey, hasOtherAdminKey } from './store.ts';
import { apiKeys } from './table.ts';

/**
 * Revokes a key for good, from the next request on. Revoking it again changes nothing. Throws `conflict` for the last
 * admin key, which would lock everybody out.
 */
export async function revokeKey(
  work: Work,
  id: string,
  { reason }: { reason?: string | undefined } = {},
): Promise<void> {
  const { tx, now } = work;
  const held = await findKey(tx, id);
  if (!held) throw notFound('key');
  const { role, revokedAt, revision } = held.key;
  if (revokedAt !== null) return;
  if (role === 'admin' && !(await hasOtherAdminKey(tx, id, now)))
    throw conflict('This is the last admin key that works. Issue another one first.');
  await tx
    .update(apiKeys)
    .set({ revokedAt: now, revision: revision + 1 })
    .where(eq(apiKeys.id, id));
  await record(work, { action: 'key.revoked', subject: id, ...(reason !== undefined && { reason }) });
}
