import type { Work } from '../../../foundation/database/database.ts';
import { record } from '../../../foundation/events/record.ts';
import { newId } from '../../../foundation/ids.ts';
import type { Inspected } from '../worker/jobs.ts';
import { captionRow } from './caption.ts';
import { resolveMedia } from './resolve.ts';
import type { CaptionIn, MediaIn } from './schema.ts';
import { saveCaption, saveSearchText } from '../rows/store.ts';
import { media } from '../../tables/pictures.ts';
import { mergeMetadata } from './merge-metadata.ts';

/** A file that lies in the store already, and what was found in it. */
export type MediaFile = Inspected & { bytes: number; sha256: string; fileName?: string | undefined };

/** What is said of a picture as it comes in. */
export type NewMedia = MediaIn & { captions?: Record<string, CaptionIn> | undefined };

/**
 * Adds a picture whose original is in the store already: with the editor's words, and the file's where those leave
 * something open. Public only once something public uses it. Throws `unknown-reference`.
 */
export async function createMedia(
  work: Work,
  { metadata: words, fileName = '', ...file }: MediaFile,
  input: NewMedia,
  { locale, id = newId('media') }: { locale: string; id?: string },
): Promise<string> {
  const { tx, now } = work;
  const { fields, captions, fromFile } = mergeMetadata(words, input, locale);
  await tx.insert(media).values({
    ...(await resolveMedia(tx, fields)),
    ...file,
    id,
    type: 'picture',
    fileName: fileName || null,
    fromFile,
    renditionsState: 'processing',
    searchText: '',
    rightsExpired: fields.usableUntil !== undefined && fields.usableUntil <= now,
    revision: 1,
    createdAt: now,
    updatedAt: now,
  });
  for (const [locale, caption] of Object.entries(captions))
    await saveCaption(tx, captionRow(id, locale, caption, now));
  await saveSearchText(tx, id);
  await record(work, { action: 'media.created', subject: id });
  return id;
}
