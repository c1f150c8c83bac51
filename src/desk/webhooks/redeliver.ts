import { and, eq, gte, ne } from 'drizzle-orm';
import type { Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { notFound } from '../../foundation/problem.ts';
import { webhookDeliveries, type WebhookRow } from './table.ts';

type Asked = { delivery?: string | undefined; since?: number | undefined };

/**
 * Sends again what a webhook was told, one or all since a moment, in their order and with the same ids; gives how many.
 * Throws `not-found`.
 */
export async function redeliver(work: Work, { id }: WebhookRow, { delivery, since }: Asked): Promise<number> {
  const { tx, now } = work;
  const rows = await tx
    .update(webhookDeliveries)
    .set({ state: 'waiting', dueAt: now, tries: 0, claimedUntil: null })
    .where(
      and(
        eq(webhookDeliveries.webhookId, id),
        delivery === undefined ? undefined : eq(webhookDeliveries.id, delivery),
        since === undefined ? undefined : gte(webhookDeliveries.createdAt, since),
        ne(webhookDeliveries.kind, 'ping'),
        ne(webhookDeliveries.state, 'waiting'),
      ),
    )
    .returning({ id: webhookDeliveries.id });
  if (delivery !== undefined && rows.length === 0) throw notFound('delivery that can be sent again');
  await record(work, { action: 'webhook.redelivered', subject: id, data: { deliveries: rows.length } });
  return rows.length;
}
