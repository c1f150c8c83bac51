import { desc, eq } from 'drizzle-orm';
import type { Moment } from '../../foundation/database/database.ts';
import { findNewestEvent } from '../../foundation/events/find.ts';
import { type WebhookRow, webhookDeliveries, webhooks } from './table.ts';

/** No place of the log: who was told up to it is told to begin anew. */
const nowhere = { placeSeq: -1, placeAt: -1 };

/**
 * Gives the webhooks of a database that was restored from a backup, the newest first. Nothing that was on its way then is
 * sent again; who follows what is public begins anew, since changes may be lost that it was told.
 */
export async function settleRestored({ tx }: Moment): Promise<WebhookRow[]> {
  const newest = await findNewestEvent(tx);
  await tx.update(webhooks).set({ failingSince: null });
  await tx.update(webhooks).set(nowhere).where(eq(webhooks.source, 'changes'));
  await tx
    .update(webhooks)
    .set({ placeSeq: newest.seq, placeAt: newest.at })
    .where(eq(webhooks.source, 'events'));
  await tx
    .update(webhookDeliveries)
    .set({
      ...{ state: 'failed', dueAt: null, claimedUntil: null },
      error: 'The database was restored: it may have been sent before.',
    })
    .where(eq(webhookDeliveries.state, 'waiting'));
  return tx.select().from(webhooks).orderBy(desc(webhooks.createdAt), desc(webhooks.id));
}
