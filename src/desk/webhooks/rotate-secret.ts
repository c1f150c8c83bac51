import { eq } from 'drizzle-orm';
import type { Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import type { Tools } from './parts.ts';
import { newSecret } from './secret.ts';
import { type WebhookRow, webhooks } from './table.ts';
import { tryAnew } from './wake.ts';

const overlapMs = 24 * 3_600_000;

/**
 * Gives a webhook a new secret, which is shown once; the former one signs as well for a day. Of several rotations within a
 * day that is the first one, which the receiver may still have. What waits is tried at once.
 */
export async function rotateSecret(
  work: Work,
  { id, revision, ...before }: WebhookRow,
  { secrets }: Pick<Tools, 'secrets'>,
): Promise<string> {
  const { tx, now } = work;
  const secret = newSecret();
  const { formerSecret, formerUntil } =
    (before.formerUntil ?? 0) > now ? before : { formerSecret: before.secret, formerUntil: now + overlapMs };
  await tx
    .update(webhooks)
    .set({
      ...{ secret: secrets.seal(secret), formerSecret, formerUntil },
      ...{ revision: revision + 1, updatedAt: now },
    })
    .where(eq(webhooks.id, id));
  await tryAnew(work, id);
  await record(work, { action: 'webhook.secretRotated', subject: id });
  return secret;
}
