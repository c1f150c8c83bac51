import { and, count, eq, inArray } from 'drizzle-orm';
import type { Db } from '../../foundation/database/database.ts';
import type { Page } from '../../foundation/page/page.ts';
import { readPage, type PageAsked } from '../../foundation/page/read.ts';
import { notFound } from '../../foundation/problem.ts';
import { type DeliveryRow, webhookDeliveries, type WebhookRow, webhooks } from './table.ts';

/** Throws `not-found`. */
export async function getWebhook(db: Db, id: string): Promise<WebhookRow> {
  const [row] = await db.select().from(webhooks).where(eq(webhooks.id, id));
  if (!row) throw notFound('webhook');
  return row;
}

/** One page of webhooks, the newest first. */
export async function listWebhooks(db: Db, asked: PageAsked): Promise<Page<WebhookRow>> {
  return readPage(db, asked, {
    list: { sort: '-createdAt', filters: {} },
    order: { columns: [webhooks.createdAt, webhooks.id], descending: true },
    keyOf: ({ createdAt, id }) => [createdAt, id],
    select: () => db.select().from(webhooks),
  });
}

/** How many deliveries wait, by webhook. */
export async function countWaiting(db: Db, ids: string[]): Promise<Map<string, number>> {
  const { webhookId, state } = webhookDeliveries;
  const rows = await db
    .select({ webhookId, waiting: count() })
    .from(webhookDeliveries)
    .where(and(inArray(webhookId, ids), eq(state, 'waiting')))
    .groupBy(webhookId);
  return new Map(rows.map(({ webhookId: id, waiting }) => [id, waiting]));
}

type DeliveriesAsked = PageAsked & { state?: DeliveryRow['state'][] | undefined };

/** One page of what a webhook was told, the newest first. */
export async function listDeliveries(
  db: Db,
  webhook: string,
  { state, ...asked }: DeliveriesAsked,
): Promise<Page<DeliveryRow>> {
  const { createdAt, id, webhookId, state: stateNow } = webhookDeliveries;
  return readPage(db, asked, {
    list: { sort: '-createdAt', filters: { state } },
    order: { columns: [createdAt, id], descending: true },
    keyOf: (row) => [row.createdAt, row.id],
    where: and(eq(webhookId, webhook), state && inArray(stateNow, state)),
    select: () => db.select().from(webhookDeliveries),
  });
}
