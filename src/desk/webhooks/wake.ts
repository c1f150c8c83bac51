import { and, eq, gt, inArray, isNull, lte, or, sql } from 'drizzle-orm';
import type { Moment } from '../../foundation/database/database.ts';
import { isWaiting, webhookDeliveries } from './table.ts';

const { webhookId, thing, dueAt, tries, claimedUntil } = webhookDeliveries;

/** Whether nobody sends a delivery at this moment. */
export function isFree(now: number) {
  return or(isNull(claimedUntil), lte(claimedUntil, now));
}

/** What makes a delivery due now, with all its tries before it. */
export function anew(now: number) {
  return { state: 'waiting' as const, dueAt: now, tries: 0, failingSince: null, claimedUntil: null };
}

/** Makes all that waits for a webhook due now, with all its tries before it: somebody has mended something. */
export async function tryAnew({ tx, now }: Moment, webhook: string): Promise<void> {
  await tx
    .update(webhookDeliveries)
    .set(anew(now))
    .where(and(eq(webhookId, webhook), isWaiting, isFree(now)));
}

/** Makes what waits for a webhook, or of it what is about these things, due now: one more try, which uses up none. */
export async function tryOnceMore({ tx, now }: Moment, webhook: string, things?: string[]): Promise<void> {
  await tx
    .update(webhookDeliveries)
    .set({ dueAt: now, tries: sql`CASE WHEN ${tries} > 0 THEN ${tries} - 1 ELSE 0 END` })
    .where(
      and(
        eq(webhookId, webhook),
        isWaiting,
        gt(dueAt, now),
        isFree(now),
        things && inArray(thing, [...new Set(things)]),
      ),
    );
}
