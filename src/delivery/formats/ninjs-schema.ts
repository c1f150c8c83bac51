import { z } from 'zod';
import { Timestamp } from '../../foundation/schemas/wire.ts';

const uri = z.string().meta({ format: 'uri' });
const Text = z
  .strictObject({ role: z.string().optional(), contentType: z.string().optional(), value: z.string() })
  .meta({ id: 'NinjsText', description: 'Words in one role.' });
const Body = z
  .strictObject({
    role: z.string(),
    contentType: z.string(),
    charCount: z.number().int(),
    wordCount: z.number().int(),
    value: z.string(),
  })
  .meta({ id: 'NinjsBody', description: 'The text in one form, with its length.' });
const NinjsName = z
  .strictObject({
    name: z.string().optional(),
    rel: z.string().optional(),
    role: z.string().optional(),
    uri: uri.optional(),
    literal: z.string().optional(),
  })
  .meta({
    id: 'NinjsNamed',
    description: 'A subject of the story, its genre, or where a picture comes from.',
  });
const NinjsSource = NinjsName.extend({
  contactInfo: z
    .array(z.strictObject({ type: z.string(), value: z.string() }))
    .optional()
    .meta({ description: 'What more is known of it: name, description, reason, via, place.' }),
}).meta({ id: 'NinjsSource', description: 'Who supplied, reported, relayed or signed the story.' });
const Rendition = z
  .strictObject({
    name: z.string(),
    href: uri,
    contentType: z.string(),
    width: z.number().int(),
    height: z.number().int(),
  })
  .meta({ id: 'NinjsRendition', description: 'One file of a picture.' });

const common = {
  uri: uri.meta({ description: 'A URN that never changes.' }),
  type: z.enum(['text', 'picture', 'composite']),
  representationType: z.enum(['full', 'partial']).optional(),
  language: z.string().optional(),
  firstCreated: Timestamp.optional(),
  versionCreated: Timestamp.optional(),
  contentCreated: z.string().optional(),
  headlines: z.array(Text).optional(),
  descriptions: z.array(Text).optional(),
  by: z.string().optional(),
  located: z.string().optional(),
  copyrightHolder: z.string().optional(),
  copyrightNotice: z.string().optional(),
  usageTerms: z.string().optional(),
  rightsInfo: z.strictObject({ linkedRights: uri }).optional(),
  expires: Timestamp.optional(),
  places: z.array(NinjsName).optional(),
  infoSources: z.array(NinjsSource).optional(),
  digitalSourceType: NinjsName.optional(),
  renditions: z.array(Rendition).optional(),
  altIds: z.array(z.strictObject({ role: z.string(), value: z.string() })).optional(),
};

/** What every part of a ninjs document has. */
export const NinjsPart = z
  .object(common)
  .meta({ description: 'A story or a picture: what all have in common.' });

const item = {
  ...common,
  version: z.string().optional(),
  pubStatus: z.enum(['usable', 'canceled']).optional(),
  urgency: z.number().int().optional(),
  slugline: z.string().optional(),
  edNote: z.string().optional(),
  bodies: z.array(Body).optional(),
  genres: z.array(NinjsName).optional(),
  subjects: z.array(NinjsName).optional(),
  trustIndicators: z.array(z.strictObject({ role: uri, title: z.string(), href: uri })).optional(),
};

/** What a story has, alone and in a list. */
export const NinjsItem = z.object(item).meta({ description: 'A story: what it has alone and in a list.' });

const Picture = z
  .strictObject({ ...common, name: z.string(), rel: z.string().optional() })
  .meta({ id: 'NinjsAssociation', description: 'A picture of the story, or a story beside it.' });

const standard = z.strictObject({ name: z.literal('ninjs'), version: z.literal('3.1'), schema: uri });

export const Ninjs = z
  .strictObject({ ...item, standard, associations: z.array(Picture).optional() })
  .meta({ id: 'Ninjs', description: 'A story as IPTC ninjs 3.1.' });
export type Ninjs = z.output<typeof Ninjs>;
export type NinjsAssociation = z.output<typeof Picture>;

/** A story within a list, where it needs a name. */
const Member = z
  .strictObject({ ...item, name: z.string(), associations: z.array(Picture).optional() })
  .meta({ id: 'NinjsMember', description: 'A story of a list.' });

export const NinjsList = z
  .strictObject({
    standard,
    uri,
    type: z.literal('composite'),
    representationType: z.literal('full'),
    versionCreated: Timestamp,
    language: z.string().optional(),
    headlines: z.array(Text),
    associations: z.array(Member),
  })
  .meta({
    id: 'NinjsList',
    description: 'A list of stories as IPTC ninjs 3.1: a composite with one part for each story.',
  });
export type NinjsList = z.output<typeof NinjsList>;
