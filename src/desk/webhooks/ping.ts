import type { Moment, Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { newId } from '../../foundation/ids.ts';
import { conflict } from '../../foundation/problem.ts';
import { type DeliveryRow, webhookDeliveries, type WebhookRow } from './table.ts';

/** Sends a test to a webhook, once; gives its delivery. A paused one, too. Throws `conflict` when the webhook is disabled. */
export async function pingWebhook(work: Work, { id, state }: WebhookRow): Promise<DeliveryRow> {
  if (state === 'disabled') throw conflict('This webhook is disabled. Make it active first.');
  const [ping] = await addDeliveries(work, id, [{ kind: 'ping', seq: 0, thing: id }]);
  await record(work, { action: 'webhook.pinged', subject: id });
  return ping!;
}

type New = Pick<DeliveryRow, 'kind' | 'seq' | 'thing'>;

/** Deliveries that are due now. */
export async function addDeliveries(
  { tx, now }: Moment,
  webhookId: string,
  told: New[],
): Promise<DeliveryRow[]> {
  if (told.length === 0) return [];
  return tx
    .insert(webhookDeliveries)
    .values(
      told.map((one) => ({
        ...{ id: newId('msg'), webhookId, ...one, state: 'waiting' as const },
        ...{ dueAt: now, tries: 0, createdAt: now },
      })),
    )
    .returning();
}
