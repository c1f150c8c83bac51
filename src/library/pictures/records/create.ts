import type { Work } from '../../../foundation/database/database.ts';
import { record } from '../../../foundation/events/record.ts';
import { newId } from '../../../foundation/ids.ts';
import type { Inspected } from '../worker/jobs.ts';
import { captionRow } from './caption.ts';
import { resolveMedia } from './resolve.ts';
import type { CaptionIn, MediaIn } from './input.ts';
import { saveCaption, saveSearchText } from '../rows/store.ts';
import { refuseTakenDownFile } from '../rows/taken-down-files.ts';
import { media } from '../../tables/pictures.ts';
import { mergeMetadata } from './merge-metadata.ts';

/** A stored file, and what was found in it. */
export type MediaFile = Omit<Inspected, 'notes'> & {
  bytes: number;
  sha256: string;
  fileName?: string | undefined;
};

/** What an editor says of a new picture. */
export type NewMedia = MediaIn & { captions?: Record<string, CaptionIn> | undefined };

/**
 * Creates a picture whose original is stored already. Fields that the editor left open come from the embedded metadata.
 * Public once something public uses it. Throws `unknown-reference`, and `rule-unmet` for a file that was taken down.
 */
export async function createMedia(
  work: Work,
  { metadata: words, fileName = '', ...file }: MediaFile,
  input: NewMedia,
  { locale, id = newId('media') }: { locale: string; id?: string },
): Promise<string> {
  const { tx, now } = work;
  await refuseTakenDownFile(tx, file.sha256);
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
    createdBy: work.actor.id,
    createdAt: now,
    updatedAt: now,
  });
  for (const [locale, caption] of Object.entries(captions))
    await saveCaption(tx, captionRow(id, locale, caption, now));
  await saveSearchText(tx, id);
  await record(work, { action: 'media.created', subject: id });
  return id;
}
