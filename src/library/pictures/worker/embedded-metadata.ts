import { readFile } from 'node:fs/promises';
import ExifReader from 'exifreader';
import { inLanguages, listOf, namesOf, property, said } from './tags.ts';
import { toPrintable } from '../../../foundation/schemas/text.ts';
import { unlessEmpty } from '../../../foundation/unless-empty.ts';
import { digitalSourceTypes, type Creator } from '../../tables/pictures.ts';

type Rights = { holder?: string; notice?: string; usageTerms?: string };

/** The embedded metadata of a file in the fields of a picture. Captions are by language; `x-default` has none. */
export type EmbeddedMetadata = {
  headline?: string;
  creditLine?: string;
  source?: string;
  creators?: Creator[];
  rights?: Rights;
  place?: string;
  contentCreated?: string;
  keywords?: string[];
  digitalSourceType?: (typeof digitalSourceTypes)[number];
  captions: Record<string, EmbeddedCaption>;
};
export type EmbeddedCaption = {
  caption?: string;
  altText?: string;
  extendedDescription?: string;
  descriptionWriter?: string;
};

/**
 * Reads XMP, IPTC IIM and EXIF, in this order of preference, since IIM truncates long texts. GPS and device data are
 * not read.
 */
export async function readMetadata(path: string): Promise<EmbeddedMetadata> {
  try {
    return wordsOf(ExifReader.load(await readFile(path), { expanded: true }));
  } catch {
    // Damaged metadata is ignored; the picture itself is fine.
    return { captions: {} };
  }
}

type Tags = { xmp?: object; iptc?: object; exif?: object };

function wordsOf(tags: Tags): EmbeddedMetadata {
  function xmp(name: string): string | undefined {
    return said(property(tags.xmp, name));
  }
  function iim(name: string): string | undefined {
    return said(property(tags.iptc, name));
  }
  function exif(name: string): string | undefined {
    return said(property(tags.exif, name));
  }
  function first(max: number, ...found: (string | undefined)[]): string | undefined {
    return fit(found.find(Boolean), max);
  }
  const rights = {
    holder: fit(namesOf(property(tags.xmp, 'CopyrightOwner'), 'CopyrightOwnerName').join(', '), 300),
    notice: first(1000, xmp('rights'), iim('Copyright Notice'), exif('Copyright')),
    usageTerms: first(2000, xmp('UsageTerms')),
  };
  const creators = oneOf(
    listOf(property(tags.xmp, 'creator')),
    listOf(property(tags.iptc, 'By-line')),
    exif('Artist')
      ?.split(';')
      .map((name) => name.trim()) ?? [],
  );
  const role = first(100, xmp('AuthorsPosition'), iim('By-line Title'));
  const keywords = oneOf(listOf(property(tags.xmp, 'subject')), listOf(property(tags.iptc, 'Keywords')));
  return withoutUndefined({
    headline: first(300, xmp('Headline'), iim('Headline')),
    creditLine: first(300, xmp('Credit'), iim('Credit')),
    source: first(300, xmp('Source'), iim('Source')),
    creators: unlessEmpty(
      creators.slice(0, 20).flatMap((name): Creator[] => {
        const fitting = fit(name, 200);
        return fitting ? [{ name: fitting, ...(role ? { role } : {}) }] : [];
      }),
    ),
    rights: Object.values(rights).some(Boolean) ? withoutUndefined(rights) : undefined,
    place: fit(placeOf(xmp, iim), 300),
    contentCreated: dateOf(xmp('DateCreated'), iim('Date Created'), exif('DateTimeOriginal')),
    keywords: unlessEmpty(keywords.slice(0, 100).flatMap((word) => fit(word, 100) ?? [])),
    digitalSourceType: sourceTypeOf(xmp('DigitalSourceType')),
    captions: captionsOf(tags),
  });
}

function captionsOf(tags: Tags): Record<string, EmbeddedCaption> {
  const writer = fit(
    said(property(tags.xmp, 'CaptionWriter')) ?? said(property(tags.iptc, 'Writer/Editor')),
    200,
  );
  const captions: Record<string, EmbeddedCaption> = {};
  function put(field: keyof EmbeddedCaption, words: [locale: string, words: string][], max: number): void {
    for (const [locale, said] of words) {
      const fitting = fit(said, max);
      if (fitting) captions[locale] = { ...captions[locale], [field]: fitting };
    }
  }
  const descriptions = inLanguages(property(tags.xmp, 'description')).filter(([, said]) => isSaid(said));
  const instead = [
    said(property(tags.iptc, 'Caption/Abstract')),
    said(property(tags.exif, 'ImageDescription')),
  ].find(isSaid);
  put('caption', descriptions.length > 0 || !instead ? descriptions : [['x-default', instead]], 2000);
  put('altText', inLanguages(property(tags.xmp, 'AltTextAccessibility')), 1000);
  put('extendedDescription', inLanguages(property(tags.xmp, 'ExtDescrAccessibility')), 5000);
  if (writer) for (const caption of Object.values(captions)) caption.descriptionWriter = writer;
  return captions;
}

// Captions that cameras write by default.
const ofCameras =
  /^(olympus digital camera|(konica )?minolta digital camera|sony dsc|samsung( digital camera)?|digital camera|exif[_ ]jpeg[_ ]picture|jpeg picture|dcim.*|charset=.*|default|untitled)$/i;

function isSaid(words: string | undefined): words is string {
  return words !== undefined && !ofCameras.test(words.trim());
}

/** Sublocation, city, state and country, as far as they are said. */
function placeOf(
  xmp: (name: string) => string | undefined,
  iim: (name: string) => string | undefined,
): string {
  return [
    xmp('Location') ?? iim('Sub-location'),
    xmp('City') ?? iim('City'),
    xmp('State') ?? iim('Province/State'),
    xmp('Country') ?? iim('Country/Primary Location Name'),
  ]
    .filter(Boolean)
    .join(', ');
}

/** The day that the first of these that names one names. */
function dateOf(...found: (string | undefined)[]): string | undefined {
  for (const words of found) {
    const [, year, month, day] = /^(\d{4})(?:[-:](\d{2})(?:[-:](\d{2}))?)?/.exec(words ?? '') ?? [];
    const date = [year, month, day].filter((part) => part !== undefined && Number(part) > 0).join('-');
    if (date && isDate(date)) return date;
  }
  return undefined;
}

function isDate(date: string): boolean {
  const time = Date.parse(date);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
}

// Retired terms of the vocabulary, and what IPTC says to use in their place.
const renamed: Record<string, string> = {
  softwareImage: 'digitalCreation',
  digitalArt: 'digitalCreation',
  minorHumanEdits: 'humanEdits',
};

function sourceTypeOf(uri: string | undefined): EmbeddedMetadata['digitalSourceType'] {
  const term = uri?.split(/[/:]/).at(-1) ?? '';
  return digitalSourceTypes.find((type) => type === (renamed[term] ?? term));
}

/** A text that fits a field: printable, and not longer than `max`. */
function fit(words: string | undefined, max: number): string | undefined {
  const clean = toPrintable(words ?? '').trim();
  const cut = clean.length <= max ? clean : `${clean.slice(0, max - 2).trim()}…`;
  return cut ? toPrintable(cut) : undefined;
}

function oneOf(...lists: (string | undefined)[][]): string[] {
  return lists.map((list) => list.flatMap((word) => word || [])).find((list) => list.length > 0) ?? [];
}

function withoutUndefined<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}
