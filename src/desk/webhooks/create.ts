import { count } from 'drizzle-orm';
import { findNewestPlace } from '../../foundation/changes/find.ts';
import type { Db, Work } from '../../foundation/database/database.ts';
import { findNewestEvent } from '../../foundation/events/find.ts';
import { record } from '../../foundation/events/record.ts';
import { newId } from '../../foundation/ids.ts';
import { conflict } from '../../foundation/problem.ts';
import { narrowingOf, refuseUnfit } from './fields.ts';
import type { Tools } from './parts.ts';
import type { WebhookIn } from './schema.ts';
import { newSecret } from './secret.ts';
import { type WebhookRow, webhooks } from './table.ts';

const mostWebhooks = 100;

type Making = {
  secrets: Pick<Tools['secrets'], 'seal'>;
  outgoing: Pick<Tools['outgoing'], 'addressFault'>;
};

/**
 * Adds a webhook, which is told of what changes from now on; gives its id, and the secret, which is shown once. Throws
 * `unknown-reference`, `rule-unmet`, and `conflict` where there are as many as may be.
 */
export async function createWebhook(
  work: Work,
  { kinds, locales, sections, agencies, ...sent }: WebhookIn,
  { secrets, outgoing }: Making,
  { id = newId('webhook'), state = 'active' }: Partial<Pick<WebhookRow, 'id' | 'state'>> = {},
): Promise<{ id: string; secret: string }> {
  const { tx, now } = work;
  const [row] = await tx.select({ there: count() }).from(webhooks);
  if (row!.there >= mostWebhooks) throw conflict(`There are ${mostWebhooks} webhooks, which is the most.`);
  const fields = {
    ...{ kinds: null, sections: null, agencies: null, locales: null, ...sent },
    ...(await narrowingOf(tx, { kinds, sections, agencies, locales })),
  };
  refuseUnfit(fields, outgoing.addressFault);
  const secret = newSecret();
  const { seq, at } = await newestPlace(tx, fields.source);
  await tx.insert(webhooks).values({
    ...{ id, ...fields, state, secret: secrets.seal(secret), placeSeq: seq, placeAt: at },
    ...{ revision: 1, createdAt: now, updatedAt: now },
  });
  // Of the address only the host: the rest is often a secret of the receiver.
  const { host } = new URL(fields.url);
  await record(work, { action: 'webhook.created', subject: id, data: { source: fields.source, host } });
  return { id, secret };
}

/** Where the source of a webhook ends now. */
export async function newestPlace(
  db: Db,
  source: WebhookRow['source'],
): Promise<{ seq: number; at: number }> {
  return source === 'changes' ? findNewestPlace(db) : findNewestEvent(db);
}
