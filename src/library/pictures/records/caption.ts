import { eq } from 'drizzle-orm';
import type { Db, Moment, Work } from '../../../foundation/database/database.ts';
import type { EventData } from '../../../foundation/events/table.ts';
import { record } from '../../../foundation/events/record.ts';
import { notFound } from '../../../foundation/problem.ts';
import { recordChanges } from '../../../foundation/changes/record.ts';
import { changesTo } from '../../records/changes.ts';
import { changeDataOf, eventDataOf } from '../../records/event-data.ts';
import { getChangeableMedia } from '../rows/killed.ts';
import type { CaptionIn } from './input.ts';
import { pictureChange } from '../rows/public-change.ts';
import {
  deleteCaption,
  findCaption,
  isWithheld,
  saveCaption,
  saveSearchText,
  type CaptionRow,
  type MediaRow,
} from '../rows/store.ts';
import { media } from '../../tables/pictures.ts';
import { withoutCaption } from './merge-metadata.ts';

/** Tells whether a picture is public. Passed in, since the library may not import the edition. */
export type IsPublic = (db: Db, mediaId: string) => Promise<boolean>;

/**
 * Replaces a picture's caption in one locale; public stories show it at once. The same caption again records nothing.
 * Throws `not-found` and `conflict`.
 */
export async function captionMedia(
  work: Work,
  id: string,
  locale: string,
  caption: CaptionIn,
  isPublic: IsPublic,
): Promise<void> {
  const { tx, now } = work;
  const row = await getChangeableMedia(tx, id);
  const before = await findCaption(tx, id, locale);
  const after = captionRow(id, locale, caption, now);
  const changes = before && changesTo(before, { ...after, updatedAt: before.updatedAt });
  if (changes && Object.keys(changes).length === 0) return;
  await saveCaption(tx, after);
  await touch(work, row, locale, isPublic);
  await record(work, {
    action: 'media.captioned',
    subject: id,
    data: { locale, ...(before && changes && changeDataOf(before, changes)) },
  });
}

/** Removes a picture's caption in one locale. Throws `not-found` and `conflict`. */
export async function uncaptionMedia(
  work: Work,
  id: string,
  locale: string,
  isPublic: IsPublic,
): Promise<void> {
  const { tx } = work;
  const row = await getChangeableMedia(tx, id);
  const before = await findCaption(tx, id, locale);
  if (!before) throw notFound('caption');
  await deleteCaption(tx, id, locale);
  await touch(work, row, locale, isPublic);
  await record(work, { action: 'media.uncaptioned', subject: id, data: captionDataOf(before) });
}

/** The event data of a removed caption. */
export function captionDataOf({ mediaId: _, ...words }: CaptionRow): EventData {
  return eventDataOf(words);
}

async function touch({ tx, now }: Moment, row: MediaRow, locale: string, isPublic: IsPublic): Promise<void> {
  await tx
    .update(media)
    .set({
      fromFile: withoutCaption(row.fromFile, locale),
      renditionsState: 'processing',
      renditionsFault: null,
      revision: row.revision + 1,
      updatedAt: now,
    })
    .where(eq(media.id, row.id));
  await saveSearchText(tx, row.id);
  if (!isWithheld(row) && (await isPublic(tx, row.id)))
    await recordChanges(
      { tx, now },
      pictureChange(row.id, { wasShown: true, isShown: true, material: false }),
    );
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
