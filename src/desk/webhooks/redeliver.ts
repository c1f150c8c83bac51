import { and, eq, gte, ne } from 'drizzle-orm';
import type { Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { conflict, notFound } from '../../foundation/problem.ts';
import { webhookDeliveries, type WebhookRow } from './table.ts';
import { anew, isFree, tryAnew } from './wake.ts';

type Asked = { delivery?: string | undefined; since?: number | undefined };

/**
 * Sends again what a webhook was told, one or all since a moment, in their order and with the same ids; gives how many. All
 * else that waits is tried at once, too: one message may wait for another. Throws `not-found`, and `conflict` when the
 * webhook is disabled.
 */
export async function redeliver(
  work: Work,
  { id, state }: Pick<WebhookRow, 'id' | 'state'>,
  { delivery, since }: Asked,
): Promise<number> {
  if (state === 'disabled') throw conflict('This webhook is disabled. Make it active first.');
  const { tx, now } = work;
  const asked = and(
    eq(webhookDeliveries.webhookId, id),
    delivery === undefined ? undefined : eq(webhookDeliveries.id, delivery),
    since === undefined ? undefined : gte(webhookDeliveries.createdAt, since),
    ne(webhookDeliveries.kind, 'ping'),
  );
  if (delivery !== undefined) {
    const [found] = await tx.select({ id: webhookDeliveries.id }).from(webhookDeliveries).where(asked);
    if (!found) throw notFound('delivery that can be sent again');
  }
  const rows = await tx
    .update(webhookDeliveries)
    .set(anew(now))
    .where(and(asked, isFree(now)))
    .returning({ id: webhookDeliveries.id });
  await tryAnew(work, id);
  await record(work, { action: 'webhook.redelivered', subject: id, data: { deliveries: rows.length } });
  return rows.length;
}
