import type { EmbeddedMetadata } from '../worker/embedded-metadata.ts';
import { captionsByLocale } from './captions-by-locale.ts';
import type { CaptionIn, MediaIn } from './input.ts';
import type { FromFile } from '../../tables/pictures.ts';

type Words = { fields: MediaIn; captions: Record<string, CaptionIn>; fromFile: FromFile | null };

/**
 * Merges the editor's fields with the embedded metadata, which fills what the editor left open, also within `rights`. A
 * caption without a language is in `locale`, unless it repeats one that has a language. `fromFile` lists the fields from
 * the file.
 */
export function mergeMetadata(
  { captions: inFile, ...read }: EmbeddedMetadata,
  { captions: given = {}, ...fields }: MediaIn & { captions?: Record<string, CaptionIn> | undefined },
  locale: string,
): Words {
  const open = Object.fromEntries(
    Object.entries(read).filter(([name]) => fields[name as keyof typeof fields] === undefined),
  );
  const captions: Record<string, CaptionIn> = { ...given };
  const fromFile: FromFile = { fields: Object.keys(open), captions: {} };
  for (const [language, words] of Object.entries(captionsByLocale(inFile, locale).captions)) {
    const own = given[language] ?? {};
    const left = Object.entries(words).filter(
      ([name]) => own[name as keyof CaptionIn] === undefined && !(name === 'altText' && own.decorative),
    );
    if (left.length === 0) continue;
    captions[language] = { ...Object.fromEntries(left), ...own };
    fromFile.captions[language] = left.map(([name]) => name);
  }
  // Who limits the territories does not lift what the photographer says of data mining.
  const rights = fields.rights && read.rights ? { rights: { ...read.rights, ...fields.rights } } : {};
  return { fields: { ...open, ...fields, ...rights }, captions, fromFile: unlessEmpty(fromFile) };
}

function unlessEmpty(fromFile: FromFile): FromFile | null {
  const { fields, captions, kept = [], keptCaptions = {} } = fromFile;
  const count = [fields, kept, Object.keys(captions), Object.keys(keptCaptions)].flat().length;
  return count === 0 ? null : fromFile;
}

/** The same with what is kept of a former file; empty, it is left out. */
export function withKept(
  fromFile: FromFile | null,
  { kept = [], keptCaptions = {} }: Pick<FromFile, 'kept' | 'keptCaptions'>,
): FromFile | null {
  const { fields, captions } = fromFile ?? { fields: [], captions: {} };
  const hasCaptions = Object.keys(keptCaptions).length > 0;
  return unlessEmpty({
    ...{ fields, captions },
    ...(kept.length > 0 && { kept }),
    ...(hasCaptions && { keptCaptions }),
  });
}

/** The same without fields that an editor has changed. */
export function withoutFields(fromFile: FromFile | null, written: string[]): FromFile | null {
  if (!fromFile) return null;
  const { fields, kept = [], captions, keptCaptions = {} } = fromFile;
  const left = { fields: fields.filter((field) => !written.includes(field)), captions };
  const rest = kept.filter((field) => !written.includes(field));
  return withKept(left, { kept: rest, keptCaptions });
}

/** The same without the captions of one language. */
export function withoutCaption(fromFile: FromFile | null, locale: string): FromFile | null {
  if (!fromFile) return null;
  const { [locale]: _, ...captions } = fromFile.captions;
  const { [locale]: __, ...keptCaptions } = fromFile.keptCaptions ?? {};
  return withKept({ ...fromFile, captions }, { ...fromFile, keptCaptions });
}
