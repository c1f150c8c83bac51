import { and, asc, desc, eq } from 'drizzle-orm';
import {
  findNewestPlace,
  isKept,
  listChanges,
  passes,
  type ChangeRow,
} from '../../../foundation/changes/find.ts';
import type { Db, Moment } from '../../../foundation/database/database.ts';
import { findNewestEvent, listEventsAfter } from '../../../foundation/events/find.ts';
import type { Place } from '../../../foundation/page/place.ts';
import { findSurvivors, withMerged } from '../../../library/records/merged.ts';
import { everBelow } from '../../../library/sections/followed.ts';
import { addDeliveries } from '../ping.ts';
import { type DeliveryRow, isWaiting, webhookDeliveries, type WebhookRow, webhooks } from '../table.ts';
import { tryOnceMore } from '../wake.ts';

/** So many changes are read for one webhook at once. */
const batch = 200;
/** So many messages are made in one transaction, or a few more. */
const mostAtOnce = 1_000;
/** A webhook for which so many wait is planned for no further: its place in the log keeps the rest. */
const mostWaiting = 1_000;

type Told = Pick<DeliveryRow, 'kind' | 'seq' | 'subject'>;

/**
 * The active webhooks that can be planned for, and have not been up to the end of the log, or of the events: those that
 * are the least behind come first.
 */
export async function findBehind(db: Db): Promise<WebhookRow[]> {
  const active = await db
    .select()
    .from(webhooks)
    .where(eq(webhooks.state, 'active'))
    .orderBy(desc(webhooks.placeAt), asc(webhooks.id));
  if (active.length === 0) return [];
  const newest = { changes: await findNewestPlace(db), events: await findNewestEvent(db) };
  const behind: WebhookRow[] = [];
  for (const webhook of active)
    if (webhook.placeSeq !== newest[webhook.source].seq && !(await isFull(db, webhook))) behind.push(webhook);
  return behind;
}

async function isFull(db: Db, { id }: WebhookRow): Promise<boolean> {
  const { webhookId } = webhookDeliveries;
  const [last] = await db
    .select({ id: webhookDeliveries.id })
    .from(webhookDeliveries)
    .where(and(eq(webhookId, id), isWaiting))
    .limit(1)
    .offset(mostWaiting - 1);
  return last !== undefined;
}

/**
 * Makes deliveries of what has changed since the place of each webhook, of a part of it where that is much; gives whether
 * there is more. The number under which servers write makes sure that each change is planned once.
 */
export async function planDeliveries(moment: Moment): Promise<boolean> {
  const { tx } = moment;
  let made = 0;
  for (const webhook of await findBehind(tx)) {
    if (made >= mostAtOnce) break;
    const { told, place } = await (webhook.source === 'events' ? fromEvents : fromLog)(tx, webhook);
    // Something new of a thing may be urgent, and comes after what waits of it.
    await tryOnceMore(
      moment,
      webhook.id,
      told.map((one) => one.subject),
    );
    await addDeliveries(moment, webhook.id, told);
    await tx
      .update(webhooks)
      .set({ placeSeq: place.seq, placeAt: place.at })
      .where(eq(webhooks.id, webhook.id));
    made += told.length;
  }
  return (await findBehind(tx)).length > 0;
}

/** Where the log does not go back so far, the webhook is told that it missed something. */
async function fromLog(db: Db, webhook: WebhookRow): Promise<{ told: Told[]; place: Place }> {
  const after = { seq: webhook.placeSeq, at: webhook.placeAt };
  if (!(await isKept(db, after))) {
    const newest = await findNewestPlace(db);
    return { told: [{ kind: 'reset', seq: newest.seq, subject: webhook.id }], place: newest };
  }
  const rows = await listChanges(db, { after, limit: batch, filters: {} });
  const sections = webhook.sections ? await everBelow(db, webhook.sections) : undefined;
  const agencies = webhook.agencies ? await meaningAny(db, webhook.agencies) : undefined;
  const told = rows
    .filter((row) => wants(webhook, { sections, agencies }, row))
    .map(({ seq, subject }) => ({ kind: 'change' as const, seq, subject }));
  return { told, place: rows.at(-1)! };
}

/** The ids by which stories may name these agencies: also those that were merged into them, or that they were merged into. */
async function meaningAny(db: Db, ids: string[]): Promise<string[]> {
  const survivors = await findSurvivors(db, ids);
  return withMerged(db, [...new Set(ids.map((id) => survivors.get(id) ?? id))]);
}

type Narrowing = { sections: ReadonlyMap<string, number> | undefined; agencies: string[] | undefined };

function wants(
  { kinds, locales, material }: WebhookRow,
  { sections, agencies }: Narrowing,
  row: ChangeRow,
): boolean {
  return (
    passes(row, { kinds: kinds ?? undefined, locales: locales ?? undefined, sections }) &&
    (!agencies || [row.agencyId, row.formerAgencyId].some((id) => agencies.includes(id ?? ''))) &&
    (!material || row.material)
  );
}

async function fromEvents(db: Db, { kinds, placeSeq }: WebhookRow): Promise<{ told: Told[]; place: Place }> {
  const rows = await listEventsAfter(db, placeSeq, batch);
  const told = rows
    .filter(({ action }) => !kinds || kinds.includes(action) || kinds.includes(action.split('.')[0]!))
    .map(({ seq, subject }) => ({ kind: 'event' as const, seq, subject }));
  return { told, place: rows.at(-1)! };
}
