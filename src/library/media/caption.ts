import { eq } from 'drizzle-orm';
import type { Db, Moment, Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { notFound } from '../../foundation/problem.ts';
import { movePulse } from '../../foundation/pulse/pulse.ts';
import { changesTo } from '../records/changes.ts';
import type { CaptionIn } from './schema.ts';
import {
  deleteCaption,
  findCaption,
  findMedia,
  saveCaption,
  saveSearchText,
  type CaptionRow,
  type MediaRow,
} from './store.ts';
import { media } from './table.ts';

/** Whether something public uses a picture: the edition's and the library's knowledge, handed in. */
export type IsPublic = (db: Db, mediaId: string) => Promise<boolean>;

/**
 * Puts a picture's words in one locale; every public story that shows it has them at once. The same words again change
 * and record nothing. Throws `not-found`.
 */
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
  const before = await findCaption(tx, id, locale);
  const after = captionRow(id, locale, caption, now);
  if (before && Object.keys(changesTo(before, { ...after, updatedAt: before.updatedAt })).length === 0)
    return;
  await saveCaption(tx, after);
  await touch(work, row, isPublic);
  await record(work, { action: 'media.captioned', subject: id, data: { locale } });
}

/** Takes a picture's words in one locale away. Throws `not-found`. */
export async function uncaptionMedia(
  work: Work,
  id: string,
  locale: string,
  isPublic: IsPublic,
): Promise<void> {
  const { tx } = work;
  const row = await findMedia(tx, id);
  if (!row) throw notFound('media');
  if (!(await findCaption(tx, id, locale))) throw notFound('caption');
  await deleteCaption(tx, id, locale);
  await touch(work, row, isPublic);
  await record(work, { action: 'media.uncaptioned', subject: id, data: { locale } });
}

async function touch({ tx, now }: Moment, row: MediaRow, isPublic: IsPublic): Promise<void> {
  await tx
    .update(media)
    .set({ revision: row.revision + 1, updatedAt: now })
    .where(eq(media.id, row.id));
  await saveSearchText(tx, row.id);
  if (!row.rightsExpired && (await isPublic(tx, row.id))) await movePulse({ tx, now });
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
