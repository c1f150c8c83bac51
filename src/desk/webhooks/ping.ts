import type { Moment, Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { newId } from '../../foundation/ids.ts';
import { conflict } from '../../foundation/problem.ts';
import type { Tools } from './parts.ts';
import { type DeliveryRow, webhookDeliveries, type WebhookRow } from './table.ts';

/**
 * Sends a test to a webhook, once; gives its delivery. A paused one, too. Throws `conflict` when the webhook is disabled, and
 * when its secret cannot be read.
 */
export async function pingWebhook(
  work: Work,
  { id, state, secret }: WebhookRow,
  { secrets }: Pick<Tools, 'secrets'>,
): Promise<DeliveryRow> {
  if (state === 'disabled') throw conflict('This webhook is disabled. Make it active first.');
  if (secrets.open(secret) === undefined)
    throw conflict(
      'Its secret cannot be read: SECRETS_KEY or secrets.key is not the one that it was made with. Bring that back, or rotate the secret.',
    );
  const [ping] = await addDeliveries(work, id, [{ kind: 'ping', seq: 0, subject: id }]);
  await record(work, { action: 'webhook.pinged', subject: id });
  return ping!;
}

type New = Pick<DeliveryRow, 'kind' | 'seq' | 'subject'>;

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
        ...{ dueAt: now, attempts: 0, createdAt: now },
      })),
    )
    .returning();
}
