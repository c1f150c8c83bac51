import { and, asc, eq, getTableColumns } from 'drizzle-orm';
import { fold } from '../../foundation/database/contains.ts';
import type { Db, Tx } from '../../foundation/database/database.ts';
import { isUnset, preparedAmong } from '../../foundation/database/prepared.ts';
import { agencies } from '../agencies/table.ts';
import { media, mediaCaptions, mediaRenditions } from './table.ts';

export type MediaRow = typeof media.$inferSelect;
export type CaptionRow = typeof mediaCaptions.$inferSelect;
export type RenditionRow = typeof mediaRenditions.$inferSelect;

type Worded = { captions: CaptionRow[]; renditions: RenditionRow[] };

/** A picture with its words in every language, its files, and who supplied it, where that is public. */
export type MediaItem = MediaRow & Worded & { agency: { id: string; slug: string; name: string } | null };

/** The media among these ids whose rights have not run out, by id; three queries. */
export async function findUsableMedia(db: Db, ids: Iterable<string>): Promise<Map<string, MediaItem>> {
  const rows = await suppliedAmong(db, ids);
  return itemsOf(
    db,
    rows.filter(({ rightsExpired }) => !rightsExpired),
  );
}

/** The media with these ids, whether they may be shown or not, by id; three queries. */
export async function findMediaItems(db: Db, ids: Iterable<string>): Promise<Map<string, MediaItem>> {
  return itemsOf(db, await suppliedAmong(db, ids));
}

type Supplied = MediaRow & { agencySlug: string | null; agencyName: string | null };

const suppliedAmong = preparedAmong((db, among) =>
  db
    .select({ ...getTableColumns(media), agencySlug: agencies.slug, agencyName: agencies.name })
    .from(media)
    .leftJoin(agencies, and(eq(agencies.id, media.agencyId), isUnset(agencies.hidden)))
    .where(among(media.id)),
);

async function itemsOf(db: Db, rows: Supplied[]): Promise<Map<string, MediaItem>> {
  const items = await withCaptions(db, rows);
  return new Map(items.map((item) => [item.id, Object.assign(item, { agency: supplierOf(item) })] as const));
}

function supplierOf({ agencyId: id, agencySlug: slug, agencyName: name }: Supplied): MediaItem['agency'] {
  return id === null || slug === null || name === null ? null : { id, slug, name };
}

/** The same pictures with their words and files; two queries. */
export async function withCaptions<Row extends MediaRow>(db: Db, rows: Row[]): Promise<(Row & Worded)[]> {
  const wanted = rows.map(({ id }) => id);
  const captions = await captionsAmong(db, wanted);
  const renditions = await renditionsAmong(db, wanted);
  const captionsOf = Map.groupBy(captions, ({ mediaId }) => mediaId);
  const renditionsOf = Map.groupBy(renditions, ({ mediaId }) => mediaId);
  return rows.map((row) => ({
    ...row,
    captions: captionsOf.get(row.id) ?? [],
    renditions: renditionsOf.get(row.id) ?? [],
  }));
}

const captionsAmong = preparedAmong((db, among) =>
  db.select().from(mediaCaptions).where(among(mediaCaptions.mediaId)),
);
const renditionsAmong = preparedAmong((db, among) =>
  db.select().from(mediaRenditions).where(among(mediaRenditions.mediaId)),
);

export async function findMedia(db: Db, id: string): Promise<MediaRow | undefined> {
  const [row] = await db.select().from(media).where(eq(media.id, id));
  return row;
}

/** The file behind a rendition's address; nothing when its rights have run out. */
export async function findRendition(
  db: Db,
  mediaId: string,
  name: string,
  extension: string,
): Promise<RenditionRow | undefined> {
  const [row] = await db
    .select({ rendition: mediaRenditions })
    .from(mediaRenditions)
    .innerJoin(media, eq(media.id, mediaRenditions.mediaId))
    .where(
      and(
        eq(mediaRenditions.mediaId, mediaId),
        eq(mediaRenditions.name, name),
        eq(mediaRenditions.extension, extension as RenditionRow['extension']),
        eq(media.rightsExpired, false),
      ),
    );
  return row?.rendition;
}

/** The words of one locale. */
export async function findCaption(db: Db, mediaId: string, locale: string): Promise<CaptionRow | undefined> {
  const [row] = await db.select().from(mediaCaptions).where(isCaption(mediaId, locale));
  return row;
}

/** A picture's words in every language. */
export async function findCaptions(db: Db, mediaId: string): Promise<CaptionRow[]> {
  return db
    .select()
    .from(mediaCaptions)
    .where(eq(mediaCaptions.mediaId, mediaId))
    .orderBy(asc(mediaCaptions.locale));
}

/** Puts the words of one locale in the place of those that were there. */
export async function saveCaption(tx: Tx, row: CaptionRow): Promise<void> {
  await deleteCaption(tx, row.mediaId, row.locale);
  await tx.insert(mediaCaptions).values(row);
}

export async function deleteCaption(tx: Tx, mediaId: string, locale: string): Promise<void> {
  await tx.delete(mediaCaptions).where(isCaption(mediaId, locale));
}

/** Brings what a search looks in up to what the picture's credit line and captions say. */
export async function saveSearchText(tx: Tx, id: string): Promise<void> {
  const [row] = await tx.select({ creditLine: media.creditLine }).from(media).where(eq(media.id, id));
  const captions = await findCaptions(tx, id);
  const words = [
    row?.creditLine,
    ...captions.flatMap(({ caption, altText, extendedDescription }) => [
      caption,
      altText,
      extendedDescription,
    ]),
  ];
  await tx
    .update(media)
    .set({ searchText: fold(words.filter(Boolean).join(' ')) })
    .where(eq(media.id, id));
}

function isCaption(mediaId: string, locale: string) {
  return and(eq(mediaCaptions.mediaId, mediaId), eq(mediaCaptions.locale, locale));
}
