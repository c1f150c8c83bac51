import { eq } from 'drizzle-orm';
import type { Db, Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { notFound } from '../../foundation/problem.ts';
import { movePulse } from '../../foundation/pulse/pulse.ts';
import type { CaptionIn } from './schema.ts';
import { findMedia, saveCaption, type CaptionRow } from './store.ts';
import { media } from './table.ts';

/** Whether something public uses a picture: the edition's and the library's knowledge, handed in. */
export type IsPublic = (db: Db, mediaId: string) => Promise<boolean>;

/** Puts a picture's words in one locale; every public story that shows it has them at once. */
export async function captionMedia(
  work: Work,
  id: string,
  locale: string,
  caption: CaptionIn,
  isPublic: IsPublic,
): Promise<void> {
  const { tx, now } = work;
  const row = await findMedia(tx, id);
  if (!row) throw notFound('media');
  await saveCaption(tx, captionRow(id, locale, caption, now));
  await tx
    .update(media)
    .set({ revision: row.revision + 1, updatedAt: now })
    .where(eq(media.id, id));
  await record(work, { action: 'media.captioned', subject: id, data: { locale } });
  if (await isPublic(tx, id)) await movePulse(work);
}

export function captionRow(mediaId: string, locale: string, caption: CaptionIn, now: number): CaptionRow {
  return {
    mediaId,
    locale,
    caption: caption.caption ?? null,
    altText: caption.altText ?? null,
    decorative: caption.decorative ?? false,
    extendedDescription: caption.extendedDescription ?? null,
    descriptionWriter: caption.descriptionWriter ?? null,
    updatedAt: now,
  };
}
