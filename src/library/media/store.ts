import { and, eq, inArray } from 'drizzle-orm';
import type { Db, Tx } from '../../foundation/database/database.ts';
import { agencies } from '../agencies/table.ts';
import { media, mediaCaptions, mediaRenditions } from './table.ts';

export type MediaRow = typeof media.$inferSelect;
export type CaptionRow = typeof mediaCaptions.$inferSelect;
export type RenditionRow = typeof mediaRenditions.$inferSelect;

/** A picture with its words in every language and its files. */
export type MediaItem = MediaRow & {
  /** Who supplied it, where that is public. */
  agency: { id: string; slug: string; name: string } | null;
  captions: CaptionRow[];
  renditions: RenditionRow[];
};

/** The media among these ids whose rights have not run out, by id; three queries. */
export async function findUsableMedia(db: Db, ids: Iterable<string>): Promise<Map<string, MediaItem>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Map();
  const rows = await db
    .select({ row: media, agency: { id: agencies.id, slug: agencies.slug, name: agencies.name } })
    .from(media)
    .leftJoin(agencies, and(eq(agencies.id, media.agencyId), eq(agencies.hidden, false)))
    .where(and(inArray(media.id, wanted), eq(media.rightsExpired, false)));
  const captions = await db.select().from(mediaCaptions).where(inArray(mediaCaptions.mediaId, wanted));
  const renditions = await db.select().from(mediaRenditions).where(inArray(mediaRenditions.mediaId, wanted));
  const captionsOf = Map.groupBy(captions, ({ mediaId }) => mediaId);
  const renditionsOf = Map.groupBy(renditions, ({ mediaId }) => mediaId);
  return new Map(
    rows.map(({ row, agency }) => [
      row.id,
      { ...row, agency, captions: captionsOf.get(row.id) ?? [], renditions: renditionsOf.get(row.id) ?? [] },
    ]),
  );
}

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

/** Puts the words of one locale in the place of those that were there. */
export async function saveCaption(tx: Tx, row: CaptionRow): Promise<void> {
  await tx
    .delete(mediaCaptions)
    .where(and(eq(mediaCaptions.mediaId, row.mediaId), eq(mediaCaptions.locale, row.locale)));
  await tx.insert(mediaCaptions).values(row);
}
