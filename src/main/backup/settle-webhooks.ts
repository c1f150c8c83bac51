import { system } from '../../access/system.ts';
import { settleRestored } from '../../desk/webhooks/restored.ts';
import type { WebhookRow } from '../../desk/webhooks/table.ts';
import { systemClock } from '../../foundation/clock.ts';
import { engineAt } from '../../foundation/database/engines/engine-at.ts';
import type { Secrets } from '../../foundation/secrets/secrets.ts';

/**
 * Makes a restored database ready for its first start, and of this version: nothing is sent again. Gives a sentence for each
 * webhook whose secret cannot be read with the key that is here.
 */
export async function settleWebhooks(at: string, secrets: Secrets): Promise<string[]> {
  return lockedIn(await settle(at), secrets);
}

/**
 * The same for a database that a server keeps, with a sentence that says so where it has webhooks. Where a server of Dateline has
 * had it open for longer than so many milliseconds, it was not restored just now: nothing is changed.
 */
export async function settleBeside(url: string, secrets: Secrets, ms: number): Promise<string[]> {
  // Connections of this command are younger.
  if (await (await engineAt(url)).isHeld?.(ms)) return [];
  const webhooks = await settle(url);
  if (webhooks.length === 0) return [];
  return [
    `What was on its way to its webhooks (${webhooks.length}) when the dump was made is not sent again; those about public changes are told to begin anew.`,
    ...lockedIn(webhooks, secrets),
  ];
}

async function settle(at: string): Promise<WebhookRow[]> {
  const database = await (await engineAt(at)).open({ clock: systemClock, migratesAlone: true });
  try {
    return await database.transact(system, settleRestored);
  } finally {
    await database.close();
  }
}

function lockedIn(webhooks: WebhookRow[], secrets: Secrets): string[] {
  return webhooks
    .filter(({ secret }) => secrets.open(secret) === undefined)
    .map(
      ({ id, url }) =>
        `The secret of the webhook ${id} to ${new URL(url).host} cannot be read here: bring back SECRETS_KEY or secrets.key, or rotate it.`,
    );
}
