import type { Note } from '../../notes.ts';
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
};

/** Those of them that IPTC IIM has, by their names there. */
const inIim: Record<string, string> = {
  'dc:title': 'Object Name',
  'photoshop:TransmissionReference': 'Original Transmission Reference',
};

/** Notes every property of the standard that the file has and no field of a picture keeps. */
export function noteUnread({ tags, drop }: FileFields): void {
  for (const [name, label] of Object.entries(unread))
    if (
      property(tags.xmp, name.split(':')[1]!) !== undefined ||
      property(tags.iptc, inIim[name] ?? '') !== undefined
    )
      drop(name, `${label} is not kept with a picture.`);
}

/** What is read of a file whose metadata is damaged, or takes too much time or memory. */
export const unreadable: { metadata: { captions: Record<string, never> }; notes: Note[] } = {
  metadata: { captions: {} },
  notes: [
    {
      name: 'field-dropped',
      detail: 'Metadata of the file could not be read: it is damaged or too large.',
    },
  ],
};
