import { eq } from 'drizzle-orm';
import type { Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { webhookDeliveries, type WebhookRow, webhooks } from './table.ts';

/** Deletes a webhook with what it was told and what waits. */
export async function deleteWebhook(work: Work, { id }: WebhookRow): Promise<void> {
  const { tx } = work;
  await tx.delete(webhookDeliveries).where(eq(webhookDeliveries.webhookId, id));
  await tx.delete(webhooks).where(eq(webhooks.id, id));
  await record(work, { action: 'webhook.deleted', subject: id });
}
