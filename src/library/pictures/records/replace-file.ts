import { eq } from 'drizzle-orm';
import type { Work } from '../../../foundation/database/database.ts';
import { record } from '../../../foundation/events/record.ts';
import { recordChanges } from '../../../foundation/changes/record.ts';
import { eventDataOf } from '../../records/event-data.ts';
import { captionRow, type IsPublic } from './caption.ts';
import type { MediaFile } from './create.ts';
import { getChangeableMedia } from '../rows/killed.ts';
import { resolveMedia } from './resolve.ts';
import type { CaptionIn } from './input.ts';
import { pictureChange } from '../rows/public-change.ts';
import {
  deleteCaption,
  findCaptions,
  isWithheld,
  saveCaption,
  saveSearchText,
  type CaptionRow,
} from '../rows/store.ts';
import { keepFormerFile, refuseTakenDownFile } from '../rows/taken-down-files.ts';
import { media, type FromFile } from '../../tables/pictures.ts';
import { mergeMetadata, withKept, withoutFields } from './merge-metadata.ts';

/**
 * Replaces the file of a picture. Its id and everything an editor wrote stay; fields from the former file are replaced
 * by those of the new one, but credit line, creators, rights and captions stay where it has none, marked as kept. False
 * when the file is the same. Throws `not-found`, `conflict`, and
 * `rule-unmet` for a file that was taken down.
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
  await refuseTakenDownFile(tx, file.sha256, before);
  await keepFormerFile(tx, before, file.sha256);
  const captions = await findCaptions(tx, id);
  const kept = Object.fromEntries(captions.map((row) => [row.locale, keptWords(row, before.fromFile)]));
  const merged = mergeMetadata(words, { captions: withWords(kept) }, locale);
  const { fields, fromFile } = merged;
  const { captions: after, keptCaptions } = withFormer(merged, captions, before.fromFile);
  const written = writtenFields(before, before.fromFile);
  const taken = {
    ...Object.fromEntries(Object.entries(fields).filter(([name]) => !written.has(name))),
    // An editor's rights stay; what they leave open is what the file says.
    ...(written.has('rights') && fields.rights && { rights: { ...fields.rights, ...before.rights } }),
  };
  const former = formerFields(before.fromFile);
  const stays = former.filter((name) => attribution.has(name) && !(name in taken));
  const emptied = Object.fromEntries(
    former.filter((name) => !stays.includes(name)).map((name) => [name, null]),
  );
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
      fromFile: withKept(withoutFields(fromFile, [...written]), { kept: stays, keptCaptions }),
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
  if (shows) await recordChanges(work, pictureChange(id, { wasShown: true, isShown: true }));
  return true;
}

const fieldsInFiles = [
  'headline',
  'creditLine',
  'source',
  'creators',
  'rights',
  'place',
  'placesShown',
  'personsShown',
  'contentCreated',
  'keywords',
  'digitalSourceType',
  'instructions',
  'modelRelease',
  'propertyRelease',
] as const;

/** What stays where a new file says nothing of it: a picture never loses its credit in silence. */
const attribution = new Set(['creditLine', 'creators', 'rights']);

/** The fields that were read from former files. */
function formerFields(fromFile: FromFile | null): string[] {
  return [...(fromFile?.fields ?? []), ...(fromFile?.kept ?? [])];
}

/** The fields that an editor wrote, which the new file does not replace. */
function writtenFields(
  row: Record<(typeof fieldsInFiles)[number], unknown>,
  fromFile: FromFile | null,
): Set<string> {
  const former = formerFields(fromFile);
  return new Set(fieldsInFiles.filter((name) => row[name] !== null && !former.includes(name)));
}

function keptWords(row: CaptionRow, fromFile: FromFile | null): CaptionIn {
  const { caption, altText, extendedDescription, descriptionWriter } = row;
  const read = formerWords(fromFile, row.locale);
  const words = Object.entries({ caption, altText, extendedDescription, descriptionWriter }).filter(
    ([name, said]) => said !== null && !read.includes(name),
  );
  return { ...Object.fromEntries(words), ...(row.decorative ? { decorative: true } : {}) };
}

/** The words of a caption that were read from former files. */
function formerWords(fromFile: FromFile | null, locale: string): string[] {
  return [...(fromFile?.captions[locale] ?? []), ...(fromFile?.keptCaptions?.[locale] ?? [])];
}

/** The captions with those of the former file where the new one has none: public alt text never goes with a file. */
function withFormer(
  { captions, fromFile }: ReturnType<typeof mergeMetadata>,
  before: CaptionRow[],
  former: FromFile | null,
): { captions: Record<string, CaptionIn>; keptCaptions: Record<string, string[]> } {
  const whole = { ...captions };
  const keptCaptions: Record<string, string[]> = {};
  for (const row of before) {
    const { locale } = row;
    const said: CaptionIn = captions[locale] ?? {};
    const isSilent = fromFile?.captions[locale] === undefined;
    const stays = formerWords(former, locale).filter(
      (name) =>
        row[name as keyof CaptionRow] !== null &&
        said[name as keyof CaptionIn] === undefined &&
        !(name === 'altText' && said.decorative) &&
        // Who described the former words did not write the new ones.
        (name !== 'descriptionWriter' || isSilent),
    );
    if (stays.length === 0) continue;
    keptCaptions[locale] = stays;
    const words = stays.map((name) => [name, row[name as keyof CaptionRow]] as const);
    whole[locale] = { ...Object.fromEntries(words), ...said };
  }
  return { captions: whole, keptCaptions };
}

function withWords(captions: Record<string, CaptionIn>): Record<string, CaptionIn> {
  return Object.fromEntries(
    Object.entries(captions).filter(([, words]) => Object.values(words).some(Boolean)),
  );
}
