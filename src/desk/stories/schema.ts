import { z } from 'zod';
import { printableLine, printableText } from '../../foundation/schemas/text.ts';
import {
  Locale,
  PartialDate,
  Reference,
  Slug,
  TimestampIn,
  WebAddress,
} from '../../foundation/schemas/wire.ts';
import { correctionKinds } from '../../edition/corrections/table.ts';
import { ArticleKind } from '../../edition/show/parts.ts';
import { BodyIn } from '../../library/body/schema.ts';
import { Rights } from '../../library/rights.ts';
import { DigitalSourceType } from '../../library/pictures/records/digital-source-type.ts';
import { nightBus } from './examples.ts';
import { AttributionIn, CreditIn, PlacementIn, RelatedIn, SubjectIn } from './parts-schema.ts';

/** An id of a story in another system. */
export const externalId = { scheme: printableLine({ max: 60 }), value: printableLine({ max: 200 }) };

const ExternalIdIn = z
  .strictObject(externalId)
  .meta({ id: 'ExternalIdIn', description: 'Its id in another system.' });

/** The largest number of external ids. */
export const mostExternalIds = 20;

/** The input fields of a story. Defaults are set when it is saved, so that a patch does not reset fields. */
export const articleFields = {
  slug: Slug.optional().meta({
    description: 'Made from the headline when absent, and follows it then until the story is first public.',
  }),
  kind: ArticleKind.optional(),
  headline: printableLine({ max: 300 }),
  headlines: z
    .strictObject({
      short: printableLine({ max: 120 }).optional(),
      seo: printableLine({ max: 120 }).optional(),
      social: printableLine({ max: 300 }).optional(),
    })
    .optional(),
  kicker: printableLine({ max: 120 }).optional(),
  standfirst: printableText({ max: 1000 }).optional(),
  slugline: printableLine({ max: 120 }).optional(),
  locale: Locale.optional(),
  translationOf: Reference.optional().meta({
    description:
      'The story that this one translates. A translation named here means its original: a group of translations has one original, and each language once. An embargo on any of them holds for all.',
  }),
  dateline: z
    .strictObject({
      text: printableLine({ max: 200 }),
      place: printableLine({ max: 200 }).optional(),
      date: PartialDate.optional(),
    })
    .optional(),
  bylines: z.array(CreditIn).max(50).optional(),
  bylineText: printableLine({ max: 500 }).optional(),
  agency: Reference.optional(),
  creditLine: printableLine({ max: 300 }).optional(),
  attributions: z.array(AttributionIn).max(100).optional(),
  body: BodyIn.optional().meta({ description: 'The text as Portable Text blocks.' }),
  bodyText: printableText({ max: 500_000 })
    .optional()
    .meta({ description: 'The text as plain text; an empty line parts paragraphs.' }),
  bodyMarkdown: printableText({ max: 500_000 })
    .optional()
    .meta({ description: 'The text as Markdown. HTML in it is read as in `bodyHtml`.' }),
  bodyHtml: printableText({ max: 500_000 }).optional().meta({
    description:
      'The text as HTML. Everything but text, tables, lists, and pictures and embeds in our form is dropped.',
  }),
  leadMedia: PlacementIn.optional(),
  placements: z.array(PlacementIn).max(100).optional(),
  section: Reference.optional(),
  topics: z.array(Reference).max(50).optional(),
  subjects: z.array(SubjectIn).max(50).optional(),
  related: z.array(RelatedIn).max(50).optional(),
  urgency: z.number().int().min(1).max(9).optional(),
  breakingUntil: TimestampIn.optional(),
  digitalSourceType: DigitalSourceType.optional().meta({
    description:
      "How the text was made, as a term of IPTC's vocabulary: `trainedAlgorithmicMedia` where a model wrote it, `compositeWithTrainedAlgorithmicMedia` where it wrote parts. Public.",
  }),
  edNote: printableText({ max: 2000 }).optional(),
  deskNote: printableText({ max: 5000 }).optional().meta({ description: 'For the newsroom; never public.' }),
  sourcePublishedAt: TimestampIn.optional().meta({
    description:
      'When its source first published it. `publish` dates the first publication so, with the scope `articles:backdate`, which setting it needs, too; a schedule has its own time.',
  }),
  embargoUntil: TimestampIn.optional().meta({
    description: 'Before this time the story is not published. Once set, it can only be moved later.',
  }),
  rights: Rights.optional(),
  // As browsers write it, so that it can be compared.
  canonicalUrl: WebAddress.overwrite((address) => URL.parse(address)?.href ?? address).optional(),
  externalIds: z.array(ExternalIdIn).max(mostExternalIds).optional(),
};

/** The fields in the contract, where what takes a story extends them. */
export const StoryIn = z.object(articleFields).meta({
  unusedIO: 'input',
  description: 'What a story says. References are ids or slugs; the text is in one of four forms.',
});

export const bodyFormsIn = ['body', 'bodyText', 'bodyMarkdown', 'bodyHtml'] as const;

export const oneBodyOnly = `holds the text more than once; send one of ${bodyFormsIn.join(', ')}`;

/** A story as the desk sends it: references are ids or slugs, the text is in one of four forms. */
export const ArticleIn = z
  .strictObject(articleFields)
  .refine(oneBody, oneBodyOnly)
  .meta({
    id: 'UnsavedArticleIn',
    description:
      'A story that is checked and not saved: references are ids or slugs; the text is in one of four forms.',
    examples: [nightBus],
  });
export type ArticleIn = z.output<typeof ArticleIn>;

/** The change of a story that is published again. */
export const ChangeIn = z
  .strictObject({
    kind: z.enum(correctionKinds),
    text: printableText({ max: 2000 }).meta({
      description: 'The public note on the change; not shown for a refile.',
    }),
    material: z.boolean().optional().meta({ description: 'Whether it changes what the story says.' }),
  })
  .meta({
    id: 'ChangeIn',
    description: 'What changed since the last publication.',
    examples: [{ kind: 'correction', text: 'The first bus leaves on July 2, not July 1.', material: true }],
  });
export type ChangeIn = z.output<typeof ChangeIn>;

/** Whether the text is sent in one form at most. Null removes the text and does not count as a form. */
export function oneBody(story: Partial<Record<(typeof bodyFormsIn)[number], unknown>>): boolean {
  return bodyFormsIn.filter((form) => story[form] !== undefined && story[form] !== null).length <= 1;
}
