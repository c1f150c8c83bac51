import type { z } from 'zod';
import { toTimestamp, toTimestampIfSet } from '../../foundation/clock.ts';
import type { Db } from '../../foundation/database/database.ts';
import { presentKept } from '../../foundation/http/answer/kept.ts';
import { omitAbsent } from '../../foundation/omit-absent.ts';
import type { Secrets } from '../../foundation/secrets/secrets.ts';
import type { Delivery, Webhook } from './schema.ts';
import { countWaiting } from './store.ts';
import type { DeliveryRow, WebhookRow } from './table.ts';

type Shown = z.output<typeof Webhook>;

/** Webhooks without their secrets. */
export async function presentWebhooks(db: Db, rows: WebhookRow[], secrets: Secrets): Promise<Shown[]> {
  const waiting = await countWaiting(
    db,
    rows.map(({ id }) => id),
  );
  return rows.map((row) =>
    omitAbsent({
      id: row.id,
      url: row.url,
      source: row.source,
      body: row.body,
      kinds: row.kinds ?? undefined,
      sections: row.sections ?? undefined,
      agencies: row.agencies ?? undefined,
      locales: row.locales ?? undefined,
      material: row.material,
      state: row.state,
      disabledBecause: row.disabledBecause ?? undefined,
      failingSince: toTimestampIfSet(row.failingSince),
      waiting: waiting.get(row.id) ?? 0,
      needsSecret: secrets.open(row.secret) === undefined,
      formerSecretUntil: toTimestampIfSet(row.formerUntil),
      ...presentKept(row),
    }),
  );
}

export function presentDelivery(row: DeliveryRow): z.output<typeof Delivery> {
  return omitAbsent({
    id: row.id,
    kind: row.kind,
    sequence: row.seq,
    subject: row.subject,
    state: row.state,
    attempts: row.attempts,
    dueAt: toTimestampIfSet(row.dueAt),
    attemptedAt: toTimestampIfSet(row.attemptedAt),
    status: row.status ?? undefined,
    durationMs: row.durationMs ?? undefined,
    answer: row.answer ?? undefined,
    error: row.error ?? undefined,
    createdAt: toTimestamp(row.createdAt),
  });
}
