import { and, asc, inArray, lt } from 'drizzle-orm';
import type { Db, Tx } from '../../foundation/database/database.ts';
import { isOver, webhookDeliveries } from '../webhooks/table.ts';

/** What webhooks were told before `before` (UTC milliseconds), or not; `limit` at most. What waits is kept. */
export async function findOldDeliveries(
  db: Db,
  { before, limit }: { before: number; limit: number },
): Promise<string[]> {
  const { id, createdAt } = webhookDeliveries;
  const rows = await db
    .select({ id })
    .from(webhookDeliveries)
    .where(and(isOver, lt(createdAt, before)))
    .orderBy(asc(createdAt))
    .limit(limit);
  return rows.map((row) => row.id);
}

export async function dropDeliveries(tx: Tx, ids: string[]): Promise<void> {
  await tx.delete(webhookDeliveries).where(inArray(webhookDeliveries.id, ids));
}
