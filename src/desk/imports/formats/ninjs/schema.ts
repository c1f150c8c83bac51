/** The schema of what is read of an item. The content of strings is checked later, by the schema of stories. */
import { z } from 'zod';
import { isPrintable, printableText } from '../../../../foundation/schemas/text.ts';

/** Text that every output format can contain. */
const word = z.string().refine(isPrintable, 'must not hold control characters or broken Unicode');

const Words = z.looseObject({
  role: word.optional(),
  contentType: word.optional(),
  value: word,
});
const NinjsNameIn = z.looseObject({
  name: word.optional(),
  rel: word.optional(),
  role: word.optional(),
  uri: word.optional(),
  literal: word.optional(),
  contactInfo: z.array(z.looseObject({ type: word.optional(), value: word.optional() })).optional(),
});
const AltId = z.looseObject({ role: word.optional(), value: z.union([word, z.number()]) });

const common = {
  type: word.optional(),
  representationType: word.optional(),
  language: word.optional(),
  expires: word.optional(),
  pubStatus: word.optional(),
  copyrightHolder: word.optional(),
  copyrightNotice: word.optional(),
  usageTerms: word.optional(),
  edNote: word.optional(),
  by: word.optional(),
  located: word.optional(),
  slugline: word.optional(),
  contentCreated: word.optional(),
  infoSources: z.array(NinjsNameIn).optional(),
  source: word.optional(),
  headlines: z.array(Words).optional(),
  descriptions: z.array(Words).optional(),
  altIds: z.array(AltId).optional(),
};

const Association = z.looseObject({
  ...common,
  name: word.optional(),
  uri: word.optional(),
  rel: word.optional(),
  renditions: z.array(z.looseObject({ href: word.optional() })).optional(),
});

export const NinjsItem = z.looseObject({
  ...common,
  uri: printableText({ max: 200 }),
  version: z.union([word, z.number()]).optional(),
  firstCreated: word.optional(),
  versionCreated: word.optional(),
  embargoedUntil: word.optional(),
  urgency: z.union([z.number(), z.string().regex(/^\d+(\.\d+)?$/, 'must be a number')]).optional(),
  title: word.optional(),
  bodies: z.array(Words).optional(),
  digitalSourceType: NinjsNameIn.optional(),
  genres: z.array(NinjsNameIn).optional(),
  subjects: z.array(NinjsNameIn).optional(),
  people: z.array(NinjsNameIn).optional(),
  organisations: z.array(NinjsNameIn).optional(),
  places: z.array(NinjsNameIn).optional(),
  events: z.array(NinjsNameIn).optional(),
  objects: z.array(NinjsNameIn).optional(),
  associations: z.array(Association).optional(),
  firstPublished: word.optional(),
  evolvedFrom: word.optional(),
  services: z.array(NinjsNameIn).optional(),
  authors: z.array(NinjsNameIn).optional(),
  keywords: z.array(word).optional(),
});
export type NinjsItem = z.output<typeof NinjsItem>;
export type NinjsWords = z.output<typeof Words>;
export type AssociationIn = z.output<typeof Association>;
