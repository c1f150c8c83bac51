import { asc, inArray, lt } from 'drizzle-orm';
import type { Db, Tx } from '../../foundation/database/database.ts';
import { webhookDeliveries } from '../webhooks/table.ts';

/** What webhooks were told, or could not be told, before `before` (UTC milliseconds); `limit` at most. */
export async function findOldDeliveries(
  db: Db,
  { before, limit }: { before: number; limit: number },
): Promise<string[]> {
  const { id, createdAt } = webhookDeliveries;
  const rows = await db
    .select({ id })
    .from(webhookDeliveries)
    .where(lt(createdAt, before))
    .orderBy(asc(createdAt))
    .limit(limit);
  return rows.map((row) => row.id);
}

export async function dropDeliveries(tx: Tx, ids: string[]): Promise<void> {
  await tx.delete(webhookDeliveries).where(inArray(webhookDeliveries.id, ids));
}
