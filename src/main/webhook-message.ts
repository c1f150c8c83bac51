import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import { encodePlace } from '../delivery/changes/cursor.ts';
import { presentChanges } from '../delivery/changes/present.ts';
import { findEvent } from '../desk/events/list.ts';
import { articleVersions } from '../desk/stories/table.ts';
import type { DeliveryRow, WebhookRow } from '../desk/webhooks/table.ts';
import { liveSlugs } from '../edition/articles/table.ts';
import { type ChangeRow, findNewestPlace, listChanges } from '../foundation/changes/find.ts';
import { toTimestamp } from '../foundation/clock.ts';
import type { Db } from '../foundation/database/database.ts';
import { events } from '../foundation/events/table.ts';
import { omitAbsent } from '../foundation/omit-absent.ts';
import { unlessEmpty } from '../foundation/unless-empty.ts';
import { findRecords } from '../library/records/store.ts';
import { sectionType } from '../library/sections/record-type.ts';
import { type Site, stepsOf, storyAddress } from '../library/site.ts';
import { formerSlugs } from '../library/tables/records.ts';

const mostBytes = 256 * 1024;
/** So many former addresses of a story are told, which are short enough for a message. */
const mostAddresses = 100;

type Telling = { webhook: WebhookRow; delivery: DeliveryRow; site: Site };

/**
 * The text of a delivery: whole where that is asked and it is not too long. Undefined where what it tells of is no longer
 * kept.
 */
export async function bodyOf(db: Db, telling: Telling): Promise<string | undefined> {
  const { webhook } = telling;
  const message = await messageOf(db, telling);
  if (!message) return undefined;
  const body = JSON.stringify(message);
  if (webhook.body === 'thin' || Buffer.byteLength(body) < mostBytes) return body;
  return JSON.stringify(await messageOf(db, { ...telling, webhook: { ...webhook, body: 'thin' } }));
}

async function messageOf(db: Db, { webhook, delivery, site }: Telling) {
  const { kind, seq: sequence, createdAt } = delivery;
  const isWhole = webhook.body === 'full';
  if (kind === 'ping')
    return { type: 'ping', timestamp: toTimestamp(createdAt), data: { webhook: webhook.id } };
  if (kind === 'reset') {
    const data = {
      cursor: encodePlace({ place: await findNewestPlace(db) }),
      detail:
        'The log of changes does not go back to what you were told last. Begin anew with /v1/changes?after=beginning.',
    };
    return { type: 'reset', timestamp: toTimestamp(createdAt), sequence, data };
  }
  if (kind === 'event') {
    const event = await findEvent(db, sequence);
    if (!event) return undefined;
    const { reason, data: details, ...facts } = event;
    const data = isWhole ? omitAbsent({ ...facts, reason, data: details }) : facts;
    return { type: event.action, timestamp: event.at, sequence, data };
  }
  const [row] = await listChanges(db, { after: { seq: sequence - 1, at: 0 }, limit: 1, filters: {} });
  if (row?.seq !== sequence) return undefined;
  const [change] = await presentChanges(db, [row], { whole: isWhole, site });
  const { article, alert, correction, headline, notice, substitute, ...facts } = change!;
  const shown = { article, alert, correction, headline, notice, substitute };
  const data = omitAbsent({
    ...facts,
    ...(await addressesOf(db, { row, url: article?.url, site })),
    ...(isWhole && shown),
  });
  return { type: `${row.kind}.${change!.action}`, timestamp: change!.at, sequence, data };
}

/** Where a story is, and where it was or may have been: under each of its slugs in each of its sections. */
async function addressesOf(
  db: Db,
  { row, url, site }: { row: ChangeRow; url: string | undefined; site: Site },
): Promise<{ url?: string | undefined; formerUrls?: string[] | undefined }> {
  if (row.kind !== 'article') return {};
  const { subject: id } = row;
  const slugs = await db.select().from(liveSlugs).where(eq(liveSlugs.articleId, id));
  const within = stepsOf(site).includes('section') ? await sectionSlugs(db, row) : [undefined];
  const all = within.flatMap((section) =>
    slugs.map(({ slug, locale }) => storyAddress(site, { id, slug, locale, section })),
  );
  const former = [...new Set(all)].filter((one) => one !== url);
  return { url, formerUrls: unlessEmpty(former.slice(0, mostAddresses)) };
}

/**
 * The slugs of the sections that a story was public in, present and former ones, those of its present section first;
 * undefined stands for none, as in the address while its section was hidden.
 */
async function sectionSlugs(db: Db, { subject, sectionId }: ChangeRow): Promise<(string | undefined)[]> {
  const published = await db
    .selectDistinct({ section: sql<string | null>`${articleVersions.content} ->> 'section'` })
    .from(articleVersions)
    .innerJoin(
      events,
      and(eq(events.subject, articleVersions.articleId), eq(events.toVersion, articleVersions.version)),
    )
    .where(and(eq(articleVersions.articleId, subject), eq(events.action, 'article.published')));
  const named = [sectionId, ...published.map(({ section }) => section)];
  const ids = [...new Set(named)].filter((one) => one !== null);
  const present = await findRecords(db, sectionType, ids);
  const former = await db
    .select({ slug: formerSlugs.slug })
    .from(formerSlugs)
    .where(and(eq(formerSlugs.kind, 'section'), inArray(formerSlugs.id, ids)))
    .orderBy(desc(formerSlugs.at));
  const isOfHiding = sql`${events.data} ->> 'fields' LIKE '%"hidden"%'`;
  const [hiding] = await db
    .select({ seq: events.seq })
    .from(events)
    .where(and(inArray(events.subject, ids), eq(events.action, 'section.changed'), isOfHiding))
    .limit(1);
  const slugs = [...ids.flatMap((id) => present.get(id) ?? []), ...former].map(({ slug }) => slug);
  return hiding || named.includes(null) ? [...slugs, undefined] : slugs;
}
