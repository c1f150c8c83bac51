import { and, eq, gt, inArray, isNull, lte, or, sql } from 'drizzle-orm';
import type { Moment } from '../../foundation/database/database.ts';
import { isWaiting, webhookDeliveries } from './table.ts';

const { webhookId, subject, dueAt, attempts, claimedUntil } = webhookDeliveries;

/** Whether nobody sends a delivery at this moment. */
export function isFree(now: number) {
  return or(isNull(claimedUntil), lte(claimedUntil, now));
}

/** What makes a delivery due now, with all its tries before it. */
export function anew(now: number) {
  return { state: 'waiting' as const, dueAt: now, attempts: 0, failingSince: null, claimedUntil: null };
}

/** Makes all that waits for a webhook due now, with all its tries before it: somebody has mended something. */
export async function tryAnew({ tx, now }: Moment, webhook: string): Promise<void> {
  await tx
    .update(webhookDeliveries)
    .set(anew(now))
    .where(and(eq(webhookId, webhook), isWaiting, isFree(now)));
}

/** Makes what waits for a webhook, or of it what is about these things, due now: one more try, which uses up none. */
export async function tryOnceMore({ tx, now }: Moment, webhook: string, subjects?: string[]): Promise<void> {
  await tx
    .update(webhookDeliveries)
    .set({ dueAt: now, attempts: sql`CASE WHEN ${attempts} > 0 THEN ${attempts} - 1 ELSE 0 END` })
    .where(
      and(
        eq(webhookId, webhook),
        isWaiting,
        gt(dueAt, now),
        isFree(now),
        subjects && inArray(subject, [...new Set(subjects)]),
      ),
    );
}
