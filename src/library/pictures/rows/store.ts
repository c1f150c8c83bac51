import { and, asc, eq, getTableColumns } from 'drizzle-orm';
import { fold } from '../../../foundation/database/contains.ts';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import { isUnset, preparedForIds } from '../../../foundation/database/prepared.ts';
import { agencies } from '../../tables/agencies.ts';
import { media, mediaCaptions } from '../../tables/pictures.ts';

export type { Crop } from '../../tables/pictures.ts';

export type MediaRow = typeof media.$inferSelect;
export type CaptionRow = typeof mediaCaptions.$inferSelect;

type Worded = { captions: CaptionRow[] };

/** A picture with its captions in every language and its agency, if that is public. */
export type MediaItem = MediaRow & Worded & { agency: { id: string; slug: string; name: string } | null };

/** Whether nothing public may show a picture: its rights have run out, or it was taken down. */
export function isWithheld({
  rightsExpired,
  takenDown,
}: Pick<MediaRow, 'rightsExpired' | 'takenDown'>): boolean {
  return rightsExpired || takenDown !== null;
}

/** The media among these ids that are not withheld, by id; two queries. */
export async function findUsableMedia(db: Db, ids: Iterable<string>): Promise<Map<string, MediaItem>> {
  return usableOf(await findMediaItems(db, ids));
}

/** Those of these pictures that are not withheld. */
export function usableOf(pictures: ReadonlyMap<string, MediaItem>): Map<string, MediaItem> {
  return new Map([...pictures].filter(([, item]) => !isWithheld(item)));
}

/** The media with these ids, whether they may be shown or not, by id; two queries. */
export async function findMediaItems(db: Db, ids: Iterable<string>): Promise<Map<string, MediaItem>> {
  const wanted = [...ids];
  const [rows, captions] = await Promise.all([suppliedAmong(db, wanted), captionsAmong(db, wanted)]);
  const items = wordedBy(captions, rows);
  return new Map(items.map((item) => [item.id, Object.assign(item, { agency: supplierOf(item) })] as const));
}

type Supplied = MediaRow & { agencySlug: string | null; agencyName: string | null };

const suppliedAmong = preparedForIds((db, among) =>
  db
    .select({ ...getTableColumns(media), agencySlug: agencies.slug, agencyName: agencies.name })
    .from(media)
    .leftJoin(agencies, and(eq(agencies.id, media.agencyId), isUnset(agencies.hidden)))
    .where(among(media.id)),
);

function supplierOf({ agencyId: id, agencySlug: slug, agencyName: name }: Supplied): MediaItem['agency'] {
  return id === null || slug === null || name === null ? null : { id, slug, name };
}

/** The same pictures with their words; one query. */
export async function withCaptions<Row extends MediaRow>(db: Db, rows: Row[]): Promise<(Row & Worded)[]> {
  const captions = await captionsAmong(
    db,
    rows.map(({ id }) => id),
  );
  return wordedBy(captions, rows);
}

function wordedBy<Row extends MediaRow>(captions: CaptionRow[], rows: Row[]): (Row & Worded)[] {
  const captionsOf = Map.groupBy(captions, ({ mediaId }) => mediaId);
  return rows.map((row) => ({ ...row, captions: captionsOf.get(row.id) ?? [] }));
}

const captionsAmong = preparedForIds((db, among) =>
  db.select().from(mediaCaptions).where(among(mediaCaptions.mediaId)),
);

/** The pictures whose original has these bytes, the oldest first. */
export async function findMediaByFile(db: Db, sha256: string): Promise<MediaRow[]> {
  return db.select().from(media).where(eq(media.sha256, sha256)).orderBy(asc(media.createdAt), asc(media.id));
}

export async function findMedia(db: Db, id: string): Promise<MediaRow | undefined> {
  const [row] = await db.select().from(media).where(eq(media.id, id));
  return row;
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

/** Replaces the caption of one locale. */
export async function saveCaption(tx: Tx, row: CaptionRow): Promise<void> {
  await deleteCaption(tx, row.mediaId, row.locale);
  await tx.insert(mediaCaptions).values(row);
}

export async function deleteCaption(tx: Tx, mediaId: string, locale: string): Promise<void> {
  await tx.delete(mediaCaptions).where(isCaption(mediaId, locale));
}

/** Updates the search text from the fields and captions. */
export async function saveSearchText(tx: Tx, id: string): Promise<void> {
  const row = await findMedia(tx, id);
  const captions = await findCaptions(tx, id);
  const words = [
    ...[row?.headline, row?.creditLine, row?.source, row?.place],
    ...(row?.keywords ?? []),
    ...(row?.creators ?? []).map(({ name }) => name),
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
