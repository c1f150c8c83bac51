import { readFile } from 'node:fs/promises';
import ExifReader from 'exifreader';
import { omitAbsent } from '../../../foundation/omit-absent.ts';
import { unlessEmpty } from '../../../foundation/unless-empty.ts';
import type { Note } from '../../notes.ts';
import type { PictureRights } from '../../picture-rights.ts';
import { digitalSourceTypes, type Creator, type Release } from '../../tables/pictures.ts';
import { readBareXmp } from './bare-xmp.ts';
import { captionsOf, type EmbeddedCaption } from './captions-in-file.ts';
import { openFields, type FileFields, type Tags } from './file-fields.ts';
import { forgetDeclaredUtf8, readSplitIim } from './iim.ts';
import { segmentsOf } from './jpeg-segments.ts';
import { placeOf, placesShownIn } from './places-in-file.ts';
import { releaseOf, rightsOf } from './rights-in-file.ts';
import { listOf, property, structuresOf } from './tags.ts';
import { noteUnread, unreadable } from './unread-properties.ts';

/** The embedded metadata of a file in the fields of a picture. Captions are by language; `x-default` has none. */
export type EmbeddedMetadata = {
  headline?: string | undefined;
  creditLine?: string | undefined;
  source?: string | undefined;
  creators?: Creator[] | undefined;
  rights?: PictureRights | undefined;
  place?: string | undefined;
  placesShown?: string[] | undefined;
  personsShown?: string[] | undefined;
  contentCreated?: string | undefined;
  keywords?: string[] | undefined;
  digitalSourceType?: (typeof digitalSourceTypes)[number] | undefined;
  instructions?: string | undefined;
  modelRelease?: Release | undefined;
  propertyRelease?: Release | undefined;
  captions: Record<string, EmbeddedCaption>;
};

/** The metadata of a file, and whether it has C2PA Content Credentials. */
export type FileMetadata = {
  metadata: EmbeddedMetadata;
  /** What of it does not fit. */
  notes: Note[];
  contentCredentials: 'present' | null;
};

// The head of a C2PA manifest store in JUMBF: its description box, with the identifier of C2PA.
const manifestStore = Buffer.from('jumdc2pa\0\x11\0\x10\x80\0\0\xaa\0\x38\x9b\x71', 'latin1');

/**
 * Reads XMP, IPTC IIM and EXIF, in this order of preference, since IIM truncates long texts. GPS and device data are
 * not read.
 */
export async function readMetadata(path: string): Promise<FileMetadata> {
  const bytes = await readFile(path);
  return { ...wordsIn(bytes), contentCredentials: bytes.includes(manifestStore) ? 'present' : null };
}

type Words = Omit<FileMetadata, 'contentCredentials'>;

function wordsIn(bytes: Buffer): Words {
  forgetDeclaredUtf8(bytes);
  const comments = segmentsOf(bytes, 0xfe).map((comment) => comment.toString());
  try {
    const { xmp, iptc, exif } = ExifReader.load(bytes, { expanded: true });
    const isRead = Object.keys(xmp ?? {}).some((name) => name !== '_raw');
    const split = readSplitIim(bytes);
    const tags = {
      xmp: isRead ? xmp : readBareXmp(bytes),
      iptc: split?.tags ?? iptc,
      otherIim: split?.others ?? [],
      exif,
      comments,
    };
    const { metadata, notes } = wordsOf(tags);
    const isLost = bytes.includes('<rdf:RDF') && Object.keys(tags.xmp ?? {}).every((name) => name === '_raw');
    return { metadata, notes: isLost ? [...notes, ...unreadable.notes] : notes };
  } catch (error) {
    return error instanceof ExifReader.errors.MetadataMissingError
      ? wordsOf({ xmp: undefined, iptc: undefined, exif: undefined, otherIim: [], comments })
      : unreadable;
  }
}

function wordsOf(tags: Tags): Words {
  const file = openFields(tags);
  const { xmp, iim, exif, first, firstLine } = file;
  noteUnread(file);
  const metadata = omitAbsent({
    headline: firstLine(300, 'photoshop:Headline', xmp('Headline'), iim('Headline')),
    creditLine: firstLine(300, 'photoshop:Credit', xmp('Credit'), iim('Credit')),
    source: firstLine(300, 'photoshop:Source', xmp('Source'), iim('Source')),
    creators: unlessEmpty(creatorsOf(file)),
    rights: rightsOf(file),
    place: placeOf(file),
    placesShown: unlessEmpty(placesShownIn(file)),
    personsShown: unlessEmpty(personsOf(file)),
    contentCreated: dateOf(file, xmp('DateCreated'), iim('Date Created'), exif('DateTimeOriginal')),
    keywords: unlessEmpty(
      textsOf(
        file,
        'dc:subject',
        oneOf(listOf(property(tags.xmp, 'subject')), listOf(property(tags.iptc, 'Keywords'))),
      ),
    ),
    digitalSourceType: sourceTypeOf(file),
    instructions: first(2000, 'photoshop:Instructions', xmp('Instructions'), iim('Special Instructions')),
    modelRelease: releaseOf(file, 'Model'),
    propertyRelease: releaseOf(file, 'Property'),
    captions: captionsOf(file),
  });
  return { metadata, notes: file.notes };
}

function creatorsOf(file: FileFields): Creator[] {
  const { tags, xmp, iim, exif } = file;
  const names = oneOf(
    listOf(property(tags.xmp, 'creator')),
    listOf(property(tags.iptc, 'By-line')),
    exif('Artist')
      ?.split(';')
      .map((name) => name.trim()) ?? [],
  );
  const position = 'photoshop:AuthorsPosition';
  const role = file.firstLine(100, position, xmp('AuthorsPosition'), iim('By-line Title'));
  if (role && names.length === 0)
    file.drop(position, `There is no creator whose job title it is: "${role}".`);
  return file
    .firstOf(20, 'dc:creator', names)
    .flatMap((name) => file.fitLine(name, 200, 'dc:creator') ?? [])
    .map((name) => ({ name, ...(role ? { role } : {}) }));
}

function personsOf(file: FileFields): string[] {
  const detailed = structuresOf(property(file.tags.xmp, 'PersonInImageWDetails'));
  file.dropOthers('Iptc4xmpExt:PersonInImageWDetails', detailed, ['PersonName']);
  const names = [
    ...listOf(property(file.tags.xmp, 'PersonInImage')),
    ...detailed.flatMap((person) => file.one(property(person, 'PersonName'), 'Iptc4xmpExt:PersonName') ?? []),
  ];
  return textsOf(file, 'Iptc4xmpExt:PersonInImage', [...new Set(names)], 200);
}

function textsOf(file: FileFields, path: string, texts: string[], max = 100): string[] {
  return file.firstOf(100, path, texts).flatMap((text) => file.fitLine(text, max, path) ?? []);
}

/** The day that the first of these that names one names. A time that somebody wrote beside it is noted. */
function dateOf({ drop, xmp, iim }: FileFields, ...found: (string | undefined)[]): string | undefined {
  const [, time] = /[T ](\d\d:\d\d\S*)/.exec(xmp('DateCreated') ?? '') ?? [undefined, iim('Time Created')];
  if (time && !/^00:00(?::00)?(?![\d:])/.test(time))
    drop('photoshop:DateCreated', `Its day is kept, and not its time: ${time}.`);
  const said = found.filter((words) => words !== undefined);
  for (const words of said) {
    const [, year, month, day] = /^(\d{4})(?:[-:](\d{2})(?:[-:](\d{2}))?)?/.exec(words) ?? [];
    const date = [year, month, day].filter((part) => part !== undefined && Number(part) > 0).join('-');
    if (date && isDate(date)) return date;
  }
  return said[0] && drop('photoshop:DateCreated', `"${said[0]}" is no date.`);
}

function isDate(date: string): boolean {
  const time = Date.parse(date);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
}

// Retired terms of the vocabulary, and what IPTC says to use in their place.
const renamed = new Map(
  Object.entries({
    softwareImage: 'digitalCreation',
    digitalArt: 'digitalCreation',
    minorHumanEdits: 'humanEdits',
  }),
);

function sourceTypeOf({ xmp, notes, drop }: FileFields): EmbeddedMetadata['digitalSourceType'] {
  const path = 'Iptc4xmpExt:DigitalSourceType';
  const term = xmp('DigitalSourceType')?.split(/[/:]/).at(-1);
  if (!term) return undefined;
  const present = renamed.get(term);
  if (present)
    notes.push({
      name: 'fieldChanged',
      path,
      detail: `IPTC has retired "${term}": it is "${present}" now.`,
    });
  return (
    digitalSourceTypes.find((type) => type === (present ?? term)) ??
    drop(path, `"${term}" is not in IPTC's vocabulary of digital source types.`)
  );
}

function oneOf(...lists: string[][]): string[] {
  return lists.map((list) => list.filter(Boolean)).find((list) => list.length > 0) ?? [];
}
