import { eq } from 'drizzle-orm';
import type { Work } from '../../../foundation/database/database.ts';
import { record } from '../../../foundation/events/record.ts';
import type { Outcome } from '../../../foundation/outgoing/open-outgoing.ts';
import { type DeliveryRow, webhookDeliveries, type WebhookRow, webhooks } from '../table.ts';

const [secondMs, minuteMs, hourMs] = [1_000, 60_000, 3_600_000];
/** How long after each failed try the next one is made. */
const pausesMs = [
  5 * secondMs,
  30 * secondMs,
  2 * minuteMs,
  10 * minuteMs,
  hourMs,
  6 * hourMs,
  24 * hourMs,
  48 * hourMs,
];
/** A webhook with no success for so long is disabled. */
const longestFailingMs = 72 * hourMs;

/**
 * Notes what came of a try, and when the next one is. Disables the webhook when it answered 410, or has failed for three
 * days. `luck` from 0 to 1 spreads the tries by a fifth to both sides.
 */
export async function noteOutcome(
  work: Work,
  { id, tries: before }: DeliveryRow,
  outcome: Outcome,
  luck: number,
): Promise<void> {
  const { tx, now } = work;
  const [found] = await tx
    .select({ delivery: webhookDeliveries, webhook: webhooks })
    .from(webhookDeliveries)
    .innerJoin(webhooks, eq(webhooks.id, webhookDeliveries.webhookId))
    .where(eq(webhookDeliveries.id, id));
  // It was deleted, or another server has noted a later try.
  if (!found || found.delivery.state !== 'waiting' || found.delivery.tries !== before) return;
  const { delivery, webhook } = found;
  const status = 'status' in outcome ? outcome.status : null;
  const isDone = status !== null && status >= 200 && status < 300;
  const pause = delivery.kind === 'ping' || status === 410 ? undefined : pausesMs[before];
  const again = isDone || pause === undefined ? null : now + Math.round(pause * (0.8 + 0.4 * luck));
  await tx
    .update(webhookDeliveries)
    .set({
      state: isDone ? 'delivered' : again === null ? 'failed' : 'waiting',
      ...{ dueAt: again, claimedUntil: null, tries: before + 1, triedAt: now, ms: outcome.ms, status },
      answer: 'status' in outcome ? outcome.text : null,
      fault: 'fault' in outcome ? outcome.fault : null,
    })
    .where(eq(webhookDeliveries.id, id));
  const failingSince = isDone ? null : (webhook.failingSince ?? now);
  if (failingSince !== webhook.failingSince)
    await tx.update(webhooks).set({ failingSince }).where(eq(webhooks.id, webhook.id));
  if (webhook.state === 'disabled') return;
  if (status === 410) await disable(work, webhook, 'gone');
  else if (failingSince !== null && now - failingSince >= longestFailingMs)
    await disable(work, webhook, 'failing');
}

async function disable(
  work: Work,
  { id, revision }: WebhookRow,
  because: NonNullable<WebhookRow['disabledBecause']>,
): Promise<void> {
  await work.tx
    .update(webhooks)
    .set({ state: 'disabled', disabledBecause: because, revision: revision + 1, updatedAt: work.now })
    .where(eq(webhooks.id, id));
  await record(work, { action: 'webhook.disabled', subject: id, data: { because } });
}
