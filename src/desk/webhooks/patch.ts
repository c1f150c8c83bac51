import { and, eq } from 'drizzle-orm';
import type { Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { changesTo } from '../../library/records/changes.ts';
import { narrowingOf, refuseUnfit } from './fields.ts';
import type { Tools } from './parts.ts';
import type { WebhookPatch } from './schema.ts';
import { webhookDeliveries, type WebhookRow, webhooks } from './table.ts';

/**
 * Changes a webhook. One that was paused or disabled goes on where it was once it is active again: what waits is tried at
 * once. Throws `unknown-reference` and `rule-unmet`.
 */
export async function patchWebhook(
  work: Work,
  before: WebhookRow,
  patch: WebhookPatch,
  { outgoing }: Pick<Tools, 'outgoing'>,
): Promise<void> {
  const { tx, now } = work;
  const { kinds, sections, agencies, locales, ...rest } = patch;
  const narrowing = await narrowingOf(tx, { kinds, sections, agencies, locales });
  const changes = changesTo(before, { ...rest, ...narrowing } as Partial<WebhookRow>);
  if (Object.keys(changes).length === 0) return;
  const after: WebhookRow = { ...before, ...changes };
  refuseUnfit(after, outgoing.addressFault);
  const wakes = before.state !== 'active' && after.state === 'active';
  await tx
    .update(webhooks)
    .set({
      ...changes,
      ...(after.state === 'disabled' ? {} : { disabledBecause: null }),
      ...(wakes && { failingSince: null }),
      ...{ revision: before.revision + 1, updatedAt: now },
    })
    .where(eq(webhooks.id, before.id));
  if (wakes)
    await tx
      .update(webhookDeliveries)
      .set({ dueAt: now, tries: 0 })
      .where(and(eq(webhookDeliveries.webhookId, before.id), eq(webhookDeliveries.state, 'waiting')));
  const data = { fields: Object.keys(changes), ...(patch.state && { state: patch.state }) };
  await record(work, { action: 'webhook.changed', subject: before.id, data });
}
