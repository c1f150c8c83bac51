import { eq } from 'drizzle-orm';
import type { Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { changesTo } from '../../library/records/changes.ts';
import { narrowingOf, refuseUnfit } from './fields.ts';
import type { Tools } from './parts.ts';
import type { WebhookPatch } from './schema.ts';
import { type WebhookRow, webhooks } from './table.ts';
import { tryAnew } from './wake.ts';

/**
 * Changes a webhook. One that was paused or disabled goes on where it was once it is active again. What waits is tried at
 * once then, and at a new address. Throws `unknown-reference` and `rule-unmet`.
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
  const isWoken = before.state !== 'active' && after.state === 'active';
  const isMoved = before.url !== after.url;
  await tx
    .update(webhooks)
    .set({
      ...changes,
      ...(after.state === 'disabled' ? {} : { disabledBecause: null }),
      ...((isWoken || isMoved) && { failingSince: null }),
      ...{ revision: before.revision + 1, updatedAt: now },
    })
    .where(eq(webhooks.id, before.id));
  if (isWoken || isMoved) await tryAnew(work, before.id);
  const data = { fields: Object.keys(changes), ...(patch.state && { state: patch.state }) };
  await record(work, { action: 'webhook.changed', subject: before.id, data });
}
