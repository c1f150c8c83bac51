import { toPrintable } from '../../../foundation/schemas/text.ts';
import { quoted, type Note } from '../../notes.ts';
import { isSaid } from './captions-in-file.ts';
import type { FileFields } from './file-fields.ts';
import { property } from './tags.ts';

/** The properties of the IPTC Photo Metadata Standard 2025.1 that have no field here, by their names in XMP. */
const unread: Record<string, string> = {
  'dc:title': 'Title',
  'photoshop:TransmissionReference': 'Job Id',
  'Iptc4xmpExt:Event': 'Event Name',
  'Iptc4xmpExt:EventId': 'Event Identifier',
  'Iptc4xmpCore:SubjectCode': 'Subject Code',
  'Iptc4xmpCore:Scene': 'Scene Code',
  'Iptc4xmpCore:IntellectualGenre': 'Intellectual Genre',
  'Iptc4xmpExt:Genre': 'Genre',
  'Iptc4xmpCore:CreatorContactInfo': "Creator's Contact Info",
  'Iptc4xmpExt:AboutCvTerm': 'CV-Term About Image',
  'Iptc4xmpExt:AddlModelInfo': 'Additional Model Information',
  'Iptc4xmpExt:ModelAge': 'Model Age',
  'plus:MinorModelAgeDisclosure': 'Minor Model Age Disclosure',
  'Iptc4xmpExt:ArtworkOrObject': 'Artwork or Object in the Image',
  'Iptc4xmpExt:OrganisationInImageName': 'Name of Organisation Featured in the Image',
  'Iptc4xmpExt:OrganisationInImageCode': 'Code of Organisation Featured in the Image',
  'Iptc4xmpExt:ProductInImage': 'Product Shown in the Image',
  'Iptc4xmpExt:Contributor': 'Contributor',
  'plus:ImageCreator': 'Image Creator',
  'plus:ImageSupplier': 'Image Supplier',
  'Iptc4xmpExt:ImageRegion': 'Image Region',
  'Iptc4xmpExt:RegistryId': 'Image Registry Entry',
  'Iptc4xmpExt:EmbdEncRightsExpr': 'Embedded Encoded Rights Expression',
  'Iptc4xmpExt:LinkedEncRightsExpr': 'Linked Encoded Rights Expression',
  'Iptc4xmpExt:AIPromptInformation': 'AI Prompt Information',
  'Iptc4xmpExt:AIPromptWriterName': 'AI Prompt Writer Name',
  'Iptc4xmpExt:AISystemUsed': 'AI System Used',
  'Iptc4xmpExt:AISystemVersionUsed': 'AI System Version Used',
  'Iptc4xmpCore:CountryCode': 'Country Code',
  'Iptc4xmpExt:DigImageGUID': 'Digital Image GUID',
  'Iptc4xmpExt:MaxAvailHeight': 'Max Avail Height',
  'Iptc4xmpExt:MaxAvailWidth': 'Max Avail Width',
  'plus:ImageCreatorImageID': 'Image Creator Image ID',
  'plus:ImageSupplierImageID': 'Image Supplier Image ID',
  'xmp:Rating': 'Image Rating',
};

/** Those of them that IPTC IIM has, by their names there. */
const inIim: Record<string, string> = {
  'dc:title': 'Object Name',
  'photoshop:TransmissionReference': 'Original Transmission Reference',
  'Iptc4xmpCore:SubjectCode': 'Subject Reference',
  'Iptc4xmpCore:IntellectualGenre': 'Object Attribute Reference',
  'Iptc4xmpCore:CountryCode': 'Country/Primary Location Code',
};

/** What IPTC IIM alone has and says something of a picture, not of its file or its way here. */
const onlyInIim = [
  ...[
    'Object Type Reference',
    'Edit Status',
    'Editorial Update',
    'Urgency',
    'Category',
    'Supplemental Category',
  ],
  ...['Fixture Identifier', 'Content Location Code', 'Content Location Name', 'Release Date', 'Release Time'],
  ...['Expiration Date', 'Expiration Time', 'Action Advised', 'Contact', 'Language Identifier'],
];

/** What Windows and others write into EXIF. */
const comments = ['UserComment', 'XPTitle', 'XPComment', 'XPAuthor', 'XPKeywords', 'XPSubject'];

// Programs that write their own names as the comment of a file.
const ofPrograms =
  /^(?:creator: gd-jpeg|created with|file written by|lead technologies|intel\(r\)|lavc|apple ?mark|optimi[sz]ed)/i;

/** Notes every property of the standard that the file has and no field of a picture keeps, and its comments. */
export function noteUnread({ tags, drop, exif, iim }: FileFields): void {
  for (const [name, label] of Object.entries(unread))
    if (
      property(tags.xmp, name.split(':')[1]!) !== undefined ||
      property(tags.iptc, inIim[name] ?? '') !== undefined
    )
      drop(name, `${label} is not kept with a picture.`);
  for (const name of onlyInIim) {
    const words = iim(name);
    if (words !== undefined) drop(`IIM ${name}`, `It is not kept with a picture: ${quoted(words)}.`);
  }
  for (const [name, words] of tags.otherIim)
    drop(`IIM ${name}`, `The file says it more than once; the first is kept, and not ${quoted(words)}.`);
  const told = [
    ...tags.comments.map((words) => ['JPEG comment', words] as const),
    ...comments.map((name) => [`EXIF ${name}`, exif(name)] as const),
  ];
  for (const [path, words] of told) {
    const clean = toPrintable(words ?? '').trim();
    if (clean !== '' && isSaid(clean) && !ofPrograms.test(clean))
      drop(path, `It is not kept with a picture: ${quoted(clean)}.`);
  }
}

/** What is read of a file whose metadata is damaged, or takes too much time or memory. */
export const unreadable: { metadata: { captions: Record<string, never> }; notes: Note[] } = {
  metadata: { captions: {} },
  notes: [
    {
      name: 'fieldDropped',
      detail: 'Metadata of the file could not be read: it is damaged or too large.',
    },
  ],
};
