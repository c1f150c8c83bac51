import { z } from 'zod';
import { isId } from '../../foundation/ids.ts';
import { text } from '../../foundation/text.ts';
import { Locale, PartialDate, Reference, Slug, TimestampIn, WebAddress } from '../../foundation/wire.ts';
import { articleKinds, attributionRoles, bylineRoles, relations } from '../../edition/articles/content.ts';
import { correctionKinds } from '../../edition/corrections/table.ts';
import { BodyIn } from '../../library/body/schema.ts';
import { Rights } from '../../library/rights.ts';
import { MediaTopic } from '../../library/topics/schema.ts';

const MediaId = z.string().refine((id) => isId('media', id), 'must be the id of a picture');

const PlacementIn = z.strictObject({
  media: MediaId,
  caption: text({ max: 2000 }).optional(),
  altText: text({ max: 1000 }).optional(),
});

const AttributionIn = z
  .strictObject({
    role: z.enum(attributionRoles),
    agency: Reference.optional(),
    name: text({ max: 200 }).optional(),
    description: text({ max: 500 }).optional(),
    reason: text({ max: 500 }).optional(),
    via: Reference.optional(),
    blocks: z
      .array(text({ max: 64 }))
      .max(500)
      .optional(),
  })
  .refine(({ role, name }) => role !== 'anonymousSource' || name === undefined, {
    path: ['name'],
    error: 'must be absent: the name of an anonymous source is stored nowhere',
  });

const RelatedIn = z
  .strictObject({
    relation: z.enum(relations),
    article: Reference.optional(),
    url: WebAddress.optional(),
    title: text({ max: 300 }).optional(),
  })
  .refine(
    ({ article, url }) => (article === undefined) !== (url === undefined),
    'names either a story or a link',
  );

const fields = {
  slug: Slug.optional(),
  kind: z.enum(articleKinds).optional(),
  headline: text({ max: 300 }),
  headlines: z
    .strictObject({
      short: text({ max: 120 }).optional(),
      seo: text({ max: 120 }).optional(),
      social: text({ max: 300 }).optional(),
    })
    .optional(),
  kicker: text({ max: 120 }).optional(),
  standfirst: text({ max: 1000 }).optional(),
  slugline: text({ max: 120 }).optional(),
  locale: Locale.optional(),
  translationOf: Reference.optional(),
  dateline: z
    .strictObject({
      text: text({ max: 200 }),
      place: text({ max: 200 }).optional(),
      date: PartialDate.optional(),
    })
    .optional(),
  bylines: z
    .array(
      z.strictObject({ byline: Reference, role: z.enum(bylineRoles), place: text({ max: 200 }).optional() }),
    )
    .max(50)
    .optional(),
  bylineText: text({ max: 500 }).optional(),
  agency: Reference.optional(),
  creditLine: text({ max: 300 }).optional(),
  attributions: z.array(AttributionIn).max(100).optional(),
  body: BodyIn.optional(),
  bodyText: text({ max: 500_000 }).optional(),
  bodyMarkdown: text({ max: 500_000 }).optional(),
  leadMedia: PlacementIn.optional(),
  placements: z.array(PlacementIn).max(100).optional(),
  section: Reference.optional(),
  topics: z.array(Reference).max(50).optional(),
  subjects: z
    .array(z.strictObject({ code: MediaTopic, name: text({ max: 200 }).optional() }))
    .max(50)
    .optional(),
  related: z.array(RelatedIn).max(50).optional(),
  urgency: z.number().int().min(1).max(9).optional(),
  breakingUntil: TimestampIn.optional(),
  edNote: text({ max: 2000 }).optional(),
  deskNote: text({ max: 5000 }).optional(),
  rights: Rights.optional(),
  canonicalUrl: WebAddress.optional(),
  externalIds: z
    .array(z.strictObject({ scheme: text({ max: 60 }), value: text({ max: 300 }) }))
    .max(20)
    .optional(),
};

const bodyForms = ['body', 'bodyText', 'bodyMarkdown'] as const;

/** A story as the desk sends it: what it names is an id or a slug, its text comes in one of three forms. */
export const ArticleIn = z
  .strictObject(fields)
  .refine((article) => bodyForms.filter((form) => article[form] !== undefined).length <= 1, {
    error: `holds the text more than once; send one of ${bodyForms.join(', ')}`,
  });
export type ArticleIn = z.output<typeof ArticleIn>;

/** What is said of a change when a story is published again. */
export const ChangeIn = z.strictObject({
  kind: z.enum(correctionKinds),
  text: text({ max: 2000 }),
  material: z.boolean().optional(),
});
export type ChangeIn = z.output<typeof ChangeIn>;
