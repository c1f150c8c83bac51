import { eq } from 'drizzle-orm';
import type { Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import type { Tools } from './parts.ts';
import { newSecret } from './secret.ts';
import { type WebhookRow, webhooks } from './table.ts';

const overlapMs = 24 * 3_600_000;

/** Gives a webhook a new secret, which is shown once; the former one signs as well for a day. */
export async function rotateSecret(
  work: Work,
  { id, secret: former, revision }: WebhookRow,
  { secrets }: Pick<Tools, 'secrets'>,
): Promise<string> {
  const { tx, now } = work;
  const secret = newSecret();
  await tx
    .update(webhooks)
    .set({
      ...{ secret: secrets.seal(secret), formerSecret: former, formerUntil: now + overlapMs },
      ...{ revision: revision + 1, updatedAt: now },
    })
    .where(eq(webhooks.id, id));
  await record(work, { action: 'webhook.secretRotated', subject: id });
  return secret;
}
