import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import { toTimestamp } from '../../foundation/clock.ts';
import type { Note } from '../../library/notes.ts';
import { captionsByLocale } from '../../library/pictures/records/captions-by-locale.ts';
import type { MediaFile } from '../../library/pictures/records/create.ts';
import type { DeskMedia } from './media-schema.ts';
import type { NewMediaPart } from './upload-schema.ts';

/** What a new file says and the picture does not keep. Without a language, its words are in `locale`. */
export function notesOnFile(
  { file, notes }: { file: Pick<MediaFile, 'metadata'>; notes: Note[] },
  locale: string,
): Note[] {
  return [...notes, ...captionsByLocale(file.metadata.captions, locale).notes];
}

type Sent = z.output<typeof NewMediaPart>;

/** The fields of an upload that a picture does not have which was here already: it is not changed. */
export function notesOnExisting(
  { captions = {}, usableUntil, agency, ...fields }: Sent,
  media: z.output<typeof DeskMedia>,
): Note[] {
  const sent = {
    ...fields,
    ...(usableUntil !== undefined && { usableUntil: toTimestamp(usableUntil) }),
    ...(agency !== undefined && { agency }),
  };
  const standing = {
    ...media,
    // What was sent names the agency by its id or its slug.
    agency: agency === media.agency?.slug ? agency : media.agency?.id,
  };
  const lost = Object.entries(sent).filter(([name, value]) => !has(standing[name as keyof Sent], value));
  const unsaid = Object.entries(captions).filter(
    ([locale, words]) =>
      !has(
        media.captions.find((one) => one.locale === locale),
        words,
      ),
  );
  return [
    ...lost.map(([name]) => ({
      name: 'fieldDropped' as const,
      pointer: `/fields/${name}`,
      detail: `The picture is here already and was not changed: change ${name} with PATCH /v1/desk/media/${media.id}.`,
    })),
    ...unsaid.map(([locale]) => ({
      name: 'fieldDropped' as const,
      pointer: `/fields/captions/${locale}`,
      detail: `The picture is here already and was not changed: set these words with PUT /v1/desk/media/${media.id}/captions/${locale}.`,
    })),
  ];
}

/** Whether what stands says what was sent: of an object, each property that was sent. */
function has(standing: unknown, sent: unknown): boolean {
  if (typeof sent !== 'object' || sent === null || Array.isArray(sent))
    return isDeepStrictEqual(standing, sent);
  return Object.entries(sent).every(([name, value]) =>
    has((standing as Record<string, unknown> | undefined)?.[name], value),
  );
}
