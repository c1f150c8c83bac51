import type { Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { newId } from '../../foundation/ids.ts';
import { resolveMedia } from './resolve.ts';
import type { CaptionIn, MediaIn } from './schema.ts';
import { saveCaption, saveSearchText, type RenditionRow } from './store.ts';
import { captionRow } from './caption.ts';
import { media, mediaRenditions } from './table.ts';

/** The original of a picture, and the renditions that are already in the media store. */
export type MediaFiles = {
  original: { mimeType: string; bytes: number; width: number; height: number; sha256: string };
  renditions: Omit<RenditionRow, 'mediaId'>[];
};

/** Adds a picture whose files are in the media store already. Public only once something public uses it. */
export async function createMedia(
  work: Work,
  files: MediaFiles,
  input: MediaIn & { captions?: Record<string, CaptionIn> | undefined },
  id = newId('media'),
): Promise<string> {
  const { tx, now } = work;
  const { captions = {}, ...fields } = input;
  await tx.insert(media).values({
    ...(await resolveMedia(tx, fields)),
    ...files.original,
    id,
    type: 'picture',
    searchText: '',
    rightsExpired: fields.usableUntil !== undefined && fields.usableUntil <= now,
    revision: 1,
    createdAt: now,
    updatedAt: now,
  });
  await tx
    .insert(mediaRenditions)
    .values(files.renditions.map((rendition) => ({ ...rendition, mediaId: id })));
  for (const [locale, caption] of Object.entries(captions))
    await saveCaption(tx, captionRow(id, locale, caption, now));
  await saveSearchText(tx, id);
  await record(work, { action: 'media.created', subject: id });
  return id;
}
