import { eq } from 'drizzle-orm';
import { findNewestPlace, isKept, listChanges, passes, type ChangeRow } from '../../../foundation/changes/find.ts';
import type { Db, Moment } from '../../../foundation/database/database.ts';
import { findNewestEvent, listEventsAfter } from '../../../foundation/events/find.ts';
import { withChildren } from '../../../library/sections/tree.ts';
import { addDeliveries } from '../ping.ts';
import { type DeliveryRow, type WebhookRow, webhooks } from '../table.ts';

/** So many changes are read for one webhook at once. */
const batch = 200;

type Told = Pick<DeliveryRow, 'kind' | 'seq' | 'thing'>;
type Place = { seq: number; at: number };

/** The active webhooks that have not been planned for up to the end of the log, or of the events. */
export async function findBehind(db: Db): Promise<WebhookRow[]> {
  const active = await db.select().from(webhooks).where(eq(webhooks.state, 'active'));
  if (active.length === 0) return [];
  const newest = { changes: await findNewestPlace(db), events: await findNewestEvent(db) };
  return active.filter(({ about, placeSeq }) => placeSeq !== newest[about].seq);
}

/**
 * Makes deliveries of what has changed since the place of each webhook. The number under which servers write makes sure that
 * each change is planned once.
 */
export async function planDeliveries(moment: Moment): Promise<void> {
  const { tx } = moment;
  for (const webhook of await findBehind(tx)) {
    const { told, place } = await (webhook.about === 'events' ? fromEvents : fromLog)(tx, webhook);
    await addDeliveries(moment, webhook.id, told);
    await tx
      .update(webhooks)
      .set({ placeSeq: place.seq, placeAt: place.at })
      .where(eq(webhooks.id, webhook.id));
  }
}

/** Where the log does not go back so far, the webhook is told that it missed something. */
async function fromLog(db: Db, webhook: WebhookRow): Promise<{ told: Told[]; place: Place }> {
  const after = { seq: webhook.placeSeq, at: webhook.placeAt };
  if (!(await isKept(db, after))) {
    const newest = await findNewestPlace(db);
    return { told: [{ kind: 'reset', seq: newest.seq, thing: webhook.id }], place: newest };
  }
  const rows = await listChanges(db, { after, limit: batch, filters: {} });
  const sections = webhook.sections
    ? [...(await withChildren(db, webhook.sections, { hiddenToo: true }))]
    : undefined;
  const told = rows
    .filter((row) => wants(webhook, sections, row))
    .map(({ seq, thing }) => ({ kind: 'change' as const, seq, thing }));
  return { told, place: rows.at(-1)! };
}

function wants(
  { kinds, agencies, locales, material }: WebhookRow,
  sections: string[] | undefined,
  row: ChangeRow,
): boolean {
  return (
    passes(row, { kinds: kinds ?? undefined, locales: locales ?? undefined, sections }) &&
    (!agencies || agencies.includes(row.agencyId ?? '')) &&
    (!material || row.material)
  );
}

async function fromEvents(db: Db, { kinds, placeSeq }: WebhookRow): Promise<{ told: Told[]; place: Place }> {
  const rows = await listEventsAfter(db, placeSeq, batch);
  const told = rows
    .filter(({ action }) => !kinds || kinds.includes(action) || kinds.includes(action.split('.')[0]!))
    .map(({ seq, subject }) => ({ kind: 'event' as const, seq, thing: subject }));
  return { told, place: rows.at(-1)! };
}
