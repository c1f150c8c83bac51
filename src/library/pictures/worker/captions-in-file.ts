import { Locale } from '../../../foundation/schemas/wire.ts';
import type { FileFields } from './file-fields.ts';
import { inLanguages, property, said } from './tags.ts';
import { quoted } from '../../notes.ts';

/** The words of a file in one language. */
export type EmbeddedCaption = {
  caption?: string;
  altText?: string;
  extendedDescription?: string;
  descriptionWriter?: string;
};

/** The words by language, `x-default` where the file names none. */
export function captionsOf(file: FileFields): Record<string, EmbeddedCaption> {
  const { tags, fit, fitLine } = file;
  const captions: Record<string, EmbeddedCaption> = {};

  function put(field: Words, words: [tag: string, words: string][], max: number): void {
    // What is the default by its own word comes before what has an unreadable language.
    const ordered = words.toSorted(([one], [other]) => Number(other === unnamed) - Number(one === unnamed));
    for (const [tag, said] of ordered) {
      const path = `${captionProperties[field]} (xml:lang="${tag}")`;
      const locale = localeOf(tag);
      const fitting = fit(said, max, path);
      const before = captions[locale]?.[field];
      if (before === undefined && fitting) captions[locale] = { ...captions[locale], [field]: fitting };
      else if (fitting && before !== fitting)
        file.drop(
          path,
          `The file has another text in ${nameOf(locale)}, which comes before ${quoted(fitting)}.`,
        );
    }
  }

  const descriptions = inLanguages(property(tags.xmp, 'description')).filter(([, said]) => isSaid(said));
  const instead = [
    said(property(tags.iptc, 'Caption/Abstract')),
    said(property(tags.exif, 'ImageDescription')),
  ].find(isSaid);
  put('caption', descriptions.length > 0 || !instead ? descriptions : [[unnamed, instead]], 2000);
  put('altText', inLanguages(property(tags.xmp, 'AltTextAccessibility')), 1000);
  put('extendedDescription', inLanguages(property(tags.xmp, 'ExtDescrAccessibility')), 5000);
  const written = file.xmp('CaptionWriter') ?? file.iim('Writer/Editor');
  const writer = fitLine(written, 200, 'photoshop:CaptionWriter');
  if (writer && Object.keys(captions).length === 0)
    file.drop('photoshop:CaptionWriter', 'There is no caption of which it names the writer.');
  if (writer) for (const caption of Object.values(captions)) caption.descriptionWriter = writer;
  return captions;
}

type Words = keyof typeof captionProperties;
/** The properties of these words in XMP. */
export const captionProperties = {
  caption: 'dc:description',
  altText: 'Iptc4xmpCore:AltTextAccessibility',
  extendedDescription: 'Iptc4xmpCore:ExtDescrAccessibility',
} as const;

function nameOf(locale: string): string {
  return locale === unnamed ? 'no language' : locale;
}

const unnamed = 'x-default';
const noLanguage = new Set(['und', 'mis', 'mul', 'zxx']);

/** The language of a tag, also of `en_US`; what names none, such as `c`, `x-repair` or nothing, is the default. */
function localeOf(tag: string): string {
  const { data } = Locale.safeParse(tag.trim().replaceAll('_', '-'));
  return data === undefined || noLanguage.has(data) ? unnamed : data;
}

// Captions that cameras write by default.
const ofCameras =
  /^(olympus digital camera|(konica )?minolta digital camera|sony dsc|samsung( digital camera)?|digital camera|exif[_ ]jpeg[_ ]picture|jpeg picture|dcim.*|charset=.*|default|untitled)$/i;

/** Whether words were written by somebody, and not by a camera. */
export function isSaid(words: string | undefined): words is string {
  return words !== undefined && !ofCameras.test(words.trim());
}
