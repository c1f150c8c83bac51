import { and, asc, eq, gt, inArray, isNotNull, lte, ne, notExists, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Db, Moment } from '../../../foundation/database/database.ts';
import { type DeliveryRow, isWaiting, webhookDeliveries, type WebhookRow, webhooks } from '../table.ts';
import { isFree } from '../wake.ts';

/** So many are sent to one webhook at once: one that does not answer keeps no other waiting. */
const atOnce = 2;
/** Longer than any sending lasts: who has not noted what came of it by then has died. */
const claimMs = 15_000;

export type Claimed = { webhook: WebhookRow; delivery: DeliveryRow };

const earlier = alias(webhookDeliveries, 'earlier');
const { id, kind, webhookId, dueAt, claimedUntil, seq, subject } = webhookDeliveries;

type CanSign = (webhook: WebhookRow) => boolean;

/**
 * What may be sent now: it is due, nobody sends it, nothing earlier about the same thing waits, and it can be signed. Tests
 * also to paused ones.
 */
export async function findDue(db: Db, now: number, canSign: CanSign): Promise<Claimed[]> {
  const enabled = await db.select().from(webhooks).where(ne(webhooks.state, 'disabled'));
  const active = enabled.filter(canSign);
  if (active.length === 0) return [];
  const claimed = await db.select({ webhookId }).from(webhookDeliveries).where(gt(claimedUntil, now));
  const busy = Map.groupBy(claimed, (row) => row.webhookId);
  const found: Claimed[] = [];
  for (const webhook of active) {
    const free = atOnce - (busy.get(webhook.id)?.length ?? 0);
    if (free <= 0) continue;
    const rows = await db
      .select()
      .from(webhookDeliveries)
      .where(
        and(
          eq(webhookId, webhook.id),
          isWaiting,
          // By its subject, which is the webhook: an index has it.
          webhook.state === 'paused' ? and(eq(subject, webhook.id), eq(kind, 'ping')) : undefined,
          lte(dueAt, now),
          isFree(now),
          notExists(
            db
              .select({ id: earlier.id })
              .from(earlier)
              .where(
                and(
                  eq(earlier.webhookId, webhookId),
                  eq(earlier.subject, subject),
                  sql`${earlier.state} = 'waiting'`,
                  sql`${earlier.seq} < ${seq}`,
                ),
              ),
          ),
        ),
      )
      .orderBy(asc(dueAt), asc(seq), asc(id))
      .limit(free);
    for (const delivery of rows) found.push({ webhook, delivery });
  }
  return found;
}

/** Takes what may be sent now, so that nobody else sends it meanwhile. */
export async function claimDue({ tx, now }: Moment, canSign: CanSign): Promise<Claimed[]> {
  const found = await findDue(tx, now, canSign);
  if (found.length > 0)
    await tx
      .update(webhookDeliveries)
      .set({ claimedUntil: now + claimMs })
      .where(
        inArray(
          id,
          found.map(({ delivery }) => delivery.id),
        ),
      );
  return found;
}

/** Lets go of what a process that has died was sending: for a start where no other one can be sending. */
export async function releaseClaims({ tx }: Moment): Promise<void> {
  await tx.update(webhookDeliveries).set({ claimedUntil: null }).where(isNotNull(claimedUntil));
}
