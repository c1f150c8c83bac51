import { z } from 'zod';
import { Timestamp } from '../../foundation/schemas/wire.ts';
import { Agency } from '../../library/agencies/schema.ts';
import { bodyOut } from '../../library/body/schema.ts';
import { Picture } from '../../library/pictures/records/schema.ts';
import { Rights } from '../../library/rights.ts';
import { SectionRef } from '../../library/sections/schema.ts';
import { DigitalSourceType } from '../../library/pictures/records/digital-source-type.ts';
import { TopicRef } from '../../library/topics/schema.ts';
import { Correction } from '../corrections/schema.ts';
import { kishidaStory, kishidaSummary } from './examples.ts';
import {
  ArticleKind,
  PublicAttribution,
  Credit,
  Dateline,
  Headlines,
  Related,
  StoryRef,
  Subject,
} from './parts.ts';

/** What every story has, also in lists. */
export const summary = z.object({
  id: z.string().meta({ description: 'Never changes.' }),
  slug: z.string().meta({ description: 'Unique within its locale; older ones lead here.' }),
  url: z
    .string()
    .meta({ format: 'uri', description: 'Its page by `SITE_URL`; without that, the story here.' }),
  locale: z.string().meta({ description: 'The language it is written in.' }),
  kind: ArticleKind,
  headline: z.string(),
  headlines: Headlines.optional().meta({ description: 'In other lengths; in lists the short one alone.' }),
  kicker: z.string().optional(),
  standfirst: z.string().optional(),
  bylines: z.array(Credit),
  bylineText: z
    .string()
    .optional()
    .meta({ description: 'The byline as printed, where it is not the names in bylines.' }),
  agency: Agency.optional().meta({
    description:
      'Who supplied it. A whole story has its kind, its address and the `src` of its logo, too; `include=profiles` gives its profile. The notice to print is `creditLine` of the story.',
  }),
  creditLine: z
    .string()
    .optional()
    .meta({ description: 'The notice to print; in lists only where it is not the name of the agency.' }),
  section: SectionRef.optional(),
  topics: z.array(TopicRef),
  leadMedia: Picture.optional(),
  urgency: z.number().int().optional().meta({ description: '1 (most) to 9.' }),
  breaking: z.boolean(),
  publishedAt: Timestamp.meta({ description: 'The first publication; never moves.' }),
  updatedAt: Timestamp.meta({ description: 'The last public change other than a refile.' }),
});

/** What a whole story has beside its summary. */
const wholeStory = z.object({
  version: z.number().int().meta({ description: 'The version that is public.' }),
  slugline: z.string().optional(),
  dateline: Dateline.optional(),
  body: bodyOut(Picture)
    .optional()
    .meta({ description: 'The text as Portable Text: with `body=blocks`, the default.' }),
  bodyHtml: z.string().optional().meta({ description: 'The text as HTML: with `body=html`.' }),
  bodyText: z
    .string()
    .optional()
    .meta({ description: 'The text as plain text, paragraphs parted by an empty line: with `body=text`.' }),
  bodyMarkdown: z.string().optional().meta({ description: 'The text as Markdown: with `body=markdown`.' }),
  placements: z.array(Picture).meta({ description: 'Further pictures of the story.' }),
  withheldPictures: z.number().int().optional().meta({
    description:
      'How many pictures of the story are not shown: the right to show them has ended, or they were withdrawn or killed.',
  }),
  attributions: z.array(PublicAttribution),
  subjects: z.array(Subject),
  related: z.array(Related),
  linked: z
    .array(StoryRef)
    .optional()
    .meta({ description: 'The stories that its text links to, in that order: with `include=cards`.' }),
  translationOf: StoryRef.optional().meta({ description: 'The original, when it is a translation.' }),
  translations: z.array(StoryRef).meta({ description: 'The same story in other languages, live now.' }),
  availableLocales: z
    .array(z.string())
    .meta({ description: 'The languages that it can be read in: its own first.' }),
  corrections: z.array(Correction).meta({ description: 'Newest first.' }),
  breakingUntil: Timestamp.optional(),
  digitalSourceType: DigitalSourceType.optional().meta({
    description:
      "How the text was made, as a term of IPTC's vocabulary: by a model, with a model, or by people.",
  }),
  expiresAt: Timestamp.optional().meta({ description: 'From this time on it is not public.' }),
  edNote: z.string().optional().meta({ description: 'A note to the reader.' }),
  rights: Rights.optional(),
  canonicalUrl: z.string().optional().meta({ format: 'uri' }),
  externalIds: z.array(
    z.object({ scheme: z.string(), value: z.string() }).meta({
      id: 'ExternalId',
      description: 'An id that it has elsewhere.',
      examples: [{ scheme: 'voa', value: 'example-1' }],
    }),
  ),
});

export const Article = summary.extend(wholeStory.shape).meta({
  id: 'Article',
  description: 'A story, ready to render: one call is enough.',
  examples: [kishidaStory],
});
export type Article = z.output<typeof Article>;

export const ArticleSummary = summary.extend(wholeStory.partial().shape).meta({
  id: 'ArticleSummary',
  description: 'A story as lists show it: in short, and with `include=body` with all that a story has.',
  examples: [kishidaSummary],
});
export type ArticleSummary = z.output<typeof ArticleSummary>;

/** What a story and a preview of it have in common, in the contract. */
export const ShownStory = ArticleSummary.partial({ publishedAt: true, updatedAt: true }).meta({
  description: 'What readers are shown of a story.',
});

export const bodyForms = ['blocks', 'html', 'text', 'markdown'] as const;
export type BodyForm = (typeof bodyForms)[number];
