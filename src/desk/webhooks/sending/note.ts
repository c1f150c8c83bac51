import { and, eq, gte, ne } from 'drizzle-orm';
import { findNewestPlace } from '../../../foundation/changes/find.ts';
import type { Work } from '../../../foundation/database/database.ts';
import { record } from '../../../foundation/events/record.ts';
import type { Outcome } from '../../../foundation/outgoing/open-outgoing.ts';
import { addDeliveries } from '../ping.ts';
import { type DeliveryRow, webhookDeliveries, type WebhookRow, webhooks } from '../table.ts';
import { tryOnceMore } from '../wake.ts';

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
/** What has failed for so long is given up, also when tries were added: a little more than all the pauses. */
const longestTryingMs = 96 * hourMs;
/** A webhook with no success for so long is disabled. */
const longestFailingMs = 72 * hourMs;
/** After so long the first success has all that waits tried at once. */
const longFailingMs = 2 * minuteMs;

/** Why a delivery is never sent. */
export type Ended = { ended: string };

/**
 * Notes what came of a try, and when the next one is; gives a sentence for the log where the webhook begins to fail, or is
 * disabled. It is when it answers 410, or has failed for three days: what waits then is kept for when it is active again.
 * `luck` from 0 to 1 spreads the tries by a fifth to both sides.
 */
export async function noteOutcome(
  work: Work,
  { id, attempts: before }: DeliveryRow,
  outcome: Outcome | Ended,
  luck: number,
): Promise<string | undefined> {
  const { tx, now } = work;
  const [found] = await tx
    .select({ delivery: webhookDeliveries, webhook: webhooks })
    .from(webhookDeliveries)
    .innerJoin(webhooks, eq(webhooks.id, webhookDeliveries.webhookId))
    .where(eq(webhookDeliveries.id, id));
  // It was deleted, or another server has noted a later try.
  if (!found || found.delivery.state !== 'waiting' || found.delivery.attempts !== before) return undefined;
  const { delivery, webhook } = found;
  async function set(values: Partial<DeliveryRow>): Promise<void> {
    await tx
      .update(webhookDeliveries)
      .set({ claimedUntil: null, dueAt: null, ...values })
      .where(eq(webhookDeliveries.id, id));
  }
  if ('ended' in outcome) {
    await set({ state: 'failed', error: outcome.ended });
    if (delivery.kind === 'change') await tellToBeginAnew(work, delivery);
    return undefined;
  }
  const status = 'status' in outcome ? outcome.status : null;
  const isDone = status !== null && status >= 200 && status < 300;
  const failingSince = isDone ? null : (delivery.failingSince ?? now);
  const isKept = status === 410 || webhook.state === 'disabled';
  const pause = pauseAfter({ ...delivery, failingSince: failingSince ?? now }, { now, isKept });
  const again = isDone || pause === undefined ? null : now + Math.round(pause * (0.8 + 0.4 * luck));
  await set({
    state: isDone ? 'delivered' : again === null ? 'failed' : 'waiting',
    ...{ dueAt: again, attempts: before + 1, failingSince, attemptedAt: now, durationMs: outcome.ms, status },
    answer: 'status' in outcome ? outcome.text : null,
    error: 'fault' in outcome ? outcome.fault : null,
  });
  if (status === 410 && webhook.state !== 'disabled') return disable(work, webhook, 'gone');
  // A test says nothing about what is sent otherwise.
  return delivery.kind === 'ping' ? undefined : noteHealth(work, webhook, isDone);
}

/** Tells a webhook to begin anew, since a change can no longer be sent to it. One `reset` stands for all changes before it. */
async function tellToBeginAnew(work: Work, { webhookId, seq }: DeliveryRow): Promise<void> {
  const [told] = await work.tx
    .select({ id: webhookDeliveries.id })
    .from(webhookDeliveries)
    .where(
      and(
        eq(webhookDeliveries.webhookId, webhookId),
        eq(webhookDeliveries.subject, webhookId),
        eq(webhookDeliveries.kind, 'reset'),
        ne(webhookDeliveries.state, 'failed'),
        gte(webhookDeliveries.seq, seq),
      ),
    )
    .limit(1);
  if (told) return;
  const newest = await findNewestPlace(work.tx);
  await addDeliveries(work, webhookId, [{ kind: 'reset', seq: newest.seq, subject: webhookId }]);
}

/** In how many milliseconds it is tried again; undefined where it is given up. */
function pauseAfter(
  { kind, attempts, failingSince }: Pick<DeliveryRow, 'kind' | 'attempts'> & { failingSince: number },
  { now, isKept }: { now: number; isKept: boolean },
): number | undefined {
  if (kind === 'ping') return undefined;
  if (isKept) return pausesMs[attempts] ?? 0;
  return now - failingSince > longestTryingMs ? undefined : pausesMs[attempts];
}

async function noteHealth(work: Work, webhook: WebhookRow, isDone: boolean): Promise<string | undefined> {
  const { tx, now } = work;
  const { id, failingSince: before } = webhook;
  const failingSince = isDone ? null : (before ?? now);
  if (failingSince !== before) await tx.update(webhooks).set({ failingSince }).where(eq(webhooks.id, id));
  if (isDone && before !== null && now - before >= longFailingMs) await tryOnceMore(work, id);
  if (failingSince === null || webhook.state === 'disabled') return undefined;
  if (now - failingSince >= longestFailingMs) return disable(work, webhook, 'failing');
  return before === null ? 'a webhook fails; it is tried again' : undefined;
}

async function disable(
  work: Work,
  { id, revision }: WebhookRow,
  because: NonNullable<WebhookRow['disabledBecause']>,
): Promise<string> {
  await work.tx
    .update(webhooks)
    .set({ state: 'disabled', disabledBecause: because, revision: revision + 1, updatedAt: work.now })
    .where(eq(webhooks.id, id));
  await record(work, { action: 'webhook.disabled', subject: id, data: { because } });
  return because === 'gone'
    ? 'a webhook is disabled, since it answered 410'
    : 'a webhook is disabled, since nothing succeeded for three days';
}
