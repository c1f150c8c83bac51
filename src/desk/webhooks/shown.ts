import type { Db } from '../../foundation/database/database.ts';
import type { Tools } from './parts.ts';
import { presentWebhooks } from './present.ts';
import { getWebhook } from './store.ts';

/** A webhook as it is answered. Throws `not-found`. */
export async function show(db: Db, id: string, { secrets }: Pick<Tools, 'secrets'>) {
  const [shown] = await presentWebhooks(db, [await getWebhook(db, id)], secrets);
  return shown!;
}

/** The secret is shown once: not again for a repeated request, and not in a dry run, which makes none. */
export function withSecret<T extends { body: object }>(
  shown: T,
  secret: string,
  { dryRun = false }: { dryRun?: boolean | undefined },
) {
  return { ...shown, body: dryRun ? shown.body : { ...shown.body, secret }, keep: shown.body };
}
