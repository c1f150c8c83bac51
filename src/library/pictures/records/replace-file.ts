import { eq } from 'drizzle-orm';
import type { Work } from '../../../foundation/database/database.ts';
import { record } from '../../../foundation/events/record.ts';
import { raisePublicRevision } from '../../../foundation/public-revision/store.ts';
import { eventDataOf } from '../../records/event-data.ts';
import { captionRow, type IsPublic } from './caption.ts';
import type { MediaFile } from './create.ts';
import { getChangeableMedia, refuseKilledFile } from '../rows/killed.ts';
import { resolveMedia } from './resolve.ts';
import type { CaptionIn } from './schema.ts';
import {
  deleteCaption,
  findCaptions,
  isWithheld,
  saveCaption,
  saveSearchText,
  type CaptionRow,
} from '../rows/store.ts';
import { media, type FromFile } from '../../tables/pictures.ts';
import { mergeMetadata } from './merge-metadata.ts';

/**
 * Replaces the file of a picture. Its id and everything an editor wrote stay; fields from the former file are replaced
 * by those of the new one. False when the file is the same. Throws `not-found`, `conflict`, and
 * `rule-unmet` for a file that was killed.
 */
export async function replaceFile(
  work: Work,
  id: string,
  { metadata: words, fileName = '', ...file }: MediaFile,
  { locale, isPublic }: { locale: string; isPublic: IsPublic },
): Promise<boolean> {
  const { tx, now } = work;
  const before = await getChangeableMedia(tx, id);
  if (before.sha256 === file.sha256) return false;
  await refuseKilledFile(tx, file.sha256);
  const captions = await findCaptions(tx, id);
  const kept = Object.fromEntries(captions.map((row) => [row.locale, keptWords(row, before.fromFile)]));
  const { fields, captions: after, fromFile } = mergeMetadata(words, { captions: withWords(kept) }, locale);
  const written = writtenFields(before, before.fromFile);
  const taken = Object.fromEntries(Object.entries(fields).filter(([name]) => !written.has(name)));
  const emptied = Object.fromEntries((before.fromFile?.fields ?? []).map((name) => [name, null]));
  const rows = Object.entries(after).map(([language, caption]) => captionRow(id, language, caption, now));
  const shows = !isWithheld(before) && (await isPublic(tx, id));
  for (const { locale: language } of captions) await deleteCaption(tx, id, language);
  for (const row of rows) await saveCaption(tx, row);
  await tx
    .update(media)
    .set({
      ...emptied,
      ...(await resolveMedia(tx, taken)),
      ...file,
      fileName: fileName || null,
      fromFile: fromFile && { ...fromFile, fields: fromFile.fields.filter((name) => !written.has(name)) },
      renditionsState: 'processing',
      renditionsFault: null,
      revision: before.revision + 1,
      updatedAt: now,
    })
    .where(eq(media.id, id));
  await saveSearchText(tx, id);
  await record(work, {
    action: 'media.fileReplaced',
    subject: id,
    data: eventDataOf({ sha256: before.sha256 }),
  });
  if (shows) await raisePublicRevision(work);
  return true;
}

const fieldsInFiles = [
  'headline',
  'creditLine',
  'source',
  'creators',
  'rights',
  'place',
  'contentCreated',
  'keywords',
  'digitalSourceType',
] as const;

/** The fields that an editor wrote, which the new file does not replace. */
function writtenFields(
  row: Record<(typeof fieldsInFiles)[number], unknown>,
  fromFile: FromFile | null,
): Set<string> {
  return new Set(fieldsInFiles.filter((name) => row[name] !== null && !fromFile?.fields.includes(name)));
}

function keptWords(row: CaptionRow, fromFile: FromFile | null): CaptionIn {
  const { caption, altText, extendedDescription, descriptionWriter } = row;
  const read = fromFile?.captions[row.locale] ?? [];
  const words = Object.entries({ caption, altText, extendedDescription, descriptionWriter }).filter(
    ([name, said]) => said !== null && !read.includes(name),
  );
  return { ...Object.fromEntries(words), ...(row.decorative ? { decorative: true } : {}) };
}

function withWords(captions: Record<string, CaptionIn>): Record<string, CaptionIn> {
  return Object.fromEntries(
    Object.entries(captions).filter(([, words]) => Object.values(words).some(Boolean)),
  );
}
