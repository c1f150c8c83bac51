import { and, asc, count, eq, inArray, isNull, ne, or } from 'drizzle-orm';
import type { Db, Tx } from '../../../foundation/database/database.ts';
import type { MediaRow } from '../rows/store.ts';
import { media, mediaRenditions } from '../../tables/pictures.ts';

export type RenditionRow = typeof mediaRenditions.$inferSelect;
export type RenditionKey = Omit<RenditionRow, 'bytes' | 'sha256'>;

/** The row of a rendition. */
export async function findRendition(db: Db, key: RenditionKey): Promise<RenditionRow | undefined> {
  const [row] = await db.select().from(mediaRenditions).where(hasKey(key));
  return row;
}

/** Deletes rows of renditions: common ones are made again soon, others when they are asked for. */
export async function forgetRenditions(tx: Tx, keys: RenditionKey[]): Promise<void> {
  for (const key of keys) await tx.delete(mediaRenditions).where(hasKey(key));
  const ids = [...new Set(keys.map(({ mediaId }) => mediaId))];
  await tx
    .update(media)
    .set({ renditionsState: 'processing' })
    .where(and(inArray(media.id, ids), eq(media.renditionsState, 'ready')));
}

function hasKey({ mediaId, hash, name, extension }: RenditionKey) {
  return and(
    eq(mediaRenditions.mediaId, mediaId),
    eq(mediaRenditions.hash, hash),
    eq(mediaRenditions.name, name),
    eq(mediaRenditions.extension, extension),
  );
}

/** Saves rows of renditions; existing rows are updated. */
export async function saveRenditions(tx: Tx, rows: RenditionRow[]): Promise<void> {
  for (const row of rows) {
    const { mediaId, hash, name, extension, ...file } = row;
    await tx
      .insert(mediaRenditions)
      .values(row)
      .onConflictDoUpdate({
        target: [
          mediaRenditions.mediaId,
          mediaRenditions.hash,
          mediaRenditions.name,
          mediaRenditions.extension,
        ],
        set: file,
      });
  }
}

/** The pictures whose renditions wait to be made, those changed longest ago first. */
export async function findProcessing(db: Db, limit: number): Promise<string[]> {
  const rows = await db
    .select({ id: media.id })
    .from(media)
    .where(eq(media.renditionsState, 'processing'))
    .orderBy(asc(media.updatedAt))
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** The pictures that failed with one of these faults. */
export async function findFailedWith(db: Db, faults: string[]): Promise<string[]> {
  const rows = await db
    .select({ id: media.id })
    .from(media)
    .where(and(eq(media.renditionsState, 'failed'), inArray(media.renditionsFault, faults)));
  return rows.map(({ id }) => id);
}

/** Lets the renditions of pictures that failed be made again. */
export async function retryRenditions(tx: Tx, ids: string[]): Promise<void> {
  await tx
    .update(media)
    .set({ renditionsState: 'processing', renditionsFault: null })
    .where(and(inArray(media.id, ids), eq(media.renditionsState, 'failed')));
}

/** How many pictures wait for their renditions. */
export async function countProcessing(db: Db): Promise<number> {
  const [row] = await db
    .select({ counted: count() })
    .from(media)
    .where(eq(media.renditionsState, 'processing'));
  return row!.counted;
}

/**
 * Marks a picture's renditions as ready or failed and deletes former rows, unless the picture has changed meanwhile.
 */
export async function finishRenditions(
  tx: Tx,
  { id, revision }: MediaRow,
  { hash, fault }: { hash: string; fault: string | undefined },
): Promise<void> {
  const finished = await tx
    .update(media)
    .set({ renditionsState: fault === undefined ? 'ready' : 'failed', renditionsFault: fault ?? null })
    .where(and(eq(media.id, id), eq(media.revision, revision)))
    .returning({ id: media.id });
  if (finished.length === 0) return;
  await tx
    .delete(mediaRenditions)
    .where(and(eq(mediaRenditions.mediaId, id), ne(mediaRenditions.hash, hash)));
}

/** Deletes the rows of all files that were made of a picture. */
export async function deleteRenditions(tx: Tx, mediaId: string): Promise<void> {
  await tx.delete(mediaRenditions).where(eq(mediaRenditions.mediaId, mediaId));
}

type Original = Pick<MediaRow, 'id' | 'sha256' | 'mimeType' | 'bytes'>;
const original = { id: media.id, sha256: media.sha256, mimeType: media.mimeType, bytes: media.bytes };

// A killed picture has no file, and names none.
const hasFile = or(isNull(media.takenDown), ne(media.takenDown, 'killed'));

/** The original of every picture that was not killed. */
export async function findAllOriginals(db: Db): Promise<Original[]> {
  return db.select(original).from(media).where(hasFile);
}

/** What were the originals of killed pictures. */
export async function findKilledOriginals(db: Db): Promise<Original[]> {
  return db.select(original).from(media).where(eq(media.takenDown, 'killed'));
}

/** Every file that was made, of every picture. */
export async function findAllRenditions(db: Db): Promise<RenditionRow[]> {
  return db.select().from(mediaRenditions);
}

/** The originals with these hashes, of pictures that were not killed. */
export async function findOriginals(db: Db, hashes: string[]): Promise<Original[]> {
  return db
    .select(original)
    .from(media)
    .where(and(inArray(media.sha256, hashes), hasFile));
}

/** The files that were made of these pictures. */
export async function findRenditions(db: Db, mediaIds: string[]): Promise<RenditionRow[]> {
  return db
    .select()
    .from(mediaRenditions)
    .where(inArray(mediaRenditions.mediaId, [...new Set(mediaIds)]));
}
