import { system } from '../../access/system.ts';
import { settleRestored } from '../../desk/webhooks/restored.ts';
import { systemClock } from '../../foundation/clock.ts';
import { engineAt } from '../../foundation/database/engines/engine-at.ts';
import type { Secrets } from '../../foundation/secrets/secrets.ts';

/**
 * Makes a restored file ready for its first start, and of this version: nothing is sent again. Gives a sentence for each
 * webhook whose secret cannot be read with the key that is here.
 */
export async function settleWebhooks(file: string, secrets: Secrets): Promise<string[]> {
  const database = await (await engineAt(file)).open({ clock: systemClock });
  try {
    const webhooks = await database.transact(system, settleRestored);
    return webhooks
      .filter(({ secret }) => secrets.open(secret) === undefined)
      .map(
        ({ id, url }) =>
          `The webhook ${id} to ${new URL(url).host} needs a new secret: the key of this one is not here.`,
      );
  } finally {
    await database.close();
  }
}
