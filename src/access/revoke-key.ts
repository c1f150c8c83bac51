import { eq } from 'drizzle-orm';
import type { Work } from '../foundation/database/database.ts';
import { record } from '../foundation/events/record.ts';
import { notFound } from '../foundation/problem.ts';
import { managesKeys } from './key-state.ts';
import { findKey, findRenewed, requireManagingKey } from './store.ts';
import { apiKeys } from './table.ts';

type Revoking = {
  reason?: string | undefined;
  /** Whether the keys into which it was renewed go on. */
  keepRenewed?: boolean | undefined;
};

/**
 * Revokes a key for good, from the next request on, and with it the keys into which it was renewed: whoever stole it may
 * have renewed it; gives the ids of these. Revoking it again changes nothing. Throws `conflict` when no key that may issue others would be left.
 */
export async function revokeKey(
  work: Work,
  id: string,
  { reason, keepRenewed = false }: Revoking = {},
): Promise<string[]> {
  const { tx, now } = work;
  const held = await findKey(tx, id);
  if (!held) throw notFound('key');
  if (held.key.revokedAt !== null) return [];
  const ending = [held, ...(keepRenewed ? [] : await findRenewed(tx, id))];
  const ids = new Set(ending.map(({ key }) => key.id));
  if (ending.some(({ key }) => managesKeys(key)))
    await requireManagingKey(work, now, ({ key }) => ids.has(key.id));
  const touched = ending.filter(({ key }) => key.revokedAt === null);
  for (const { key } of touched) {
    await tx
      .update(apiKeys)
      .set({ revokedAt: now, revision: key.revision + 1 })
      .where(eq(apiKeys.id, key.id));
    const data = key.id === id ? {} : { data: { renewedFrom: id } };
    await record(work, {
      action: 'key.revoked',
      subject: key.id,
      ...(reason !== undefined && { reason }),
      ...data,
    });
  }
  return touched.flatMap(({ key }) => (key.id === id ? [] : key.id));
}
