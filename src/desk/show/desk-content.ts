/** The content of a version as the desk sees it. */
import { z } from 'zod';
import { Timestamp } from '../../foundation/schemas/wire.ts';
import { relations } from '../../edition/articles/content.ts';
import {
  ArticleKind,
  PublicAttribution,
  Credit,
  Dateline,
  Headlines,
  Subject,
} from '../../edition/show/parts.ts';
import { Article } from '../../edition/show/schema.ts';
import { AgencyRef } from '../../library/records/agency-ref.ts';
import { BodyIn } from '../../library/body/schema.ts';
import { Picture } from '../../library/pictures/records/schema.ts';
import { Rights } from '../../library/rights.ts';
import { SectionName } from '../../library/sections/schema.ts';
import { DigitalSourceType } from '../../library/pictures/records/digital-source-type.ts';
import { TopicRef } from '../../library/topics/schema.ts';
import { summaryExample } from '../stories/examples.ts';

/** A reference to another story. */
export const DeskStoryRef = z
  .object({
    id: z.string(),
    slug: z.string().optional(),
    locale: z.string().optional(),
    headline: z.string().optional(),
  })
  .meta({
    id: 'DeskStoryRef',
    description:
      'Another story, live or not. For a story that you may not see: its public fields, or only the id.',
    examples: [
      { id: summaryExample.id, slug: summaryExample.slug, locale: 'en', headline: summaryExample.headline },
    ],
  });

const DeskPlacement = z
  .object({
    media: z.string().meta({ description: "The picture's id." }),
    caption: z.string().optional(),
    altText: z.string().optional(),
    picture: Picture.optional().meta({
      description: 'As readers would see it; absent when its rights have ended.',
    }),
  })
  .meta({
    id: 'DeskPlacement',
    description: "A picture in a story, with words of the story's own where it has them.",
    examples: [{ media: 'media_01g4q22g00epn9j77xa3hcy7rk' }],
  });

const DeskRelated = z
  .object({
    relation: z.enum(relations),
    article: DeskStoryRef.optional(),
    url: z.string().optional(),
    title: z.string().optional(),
  })
  .meta({
    id: 'DeskRelated',
    description: 'Another story, or a link to somewhere else.',
    examples: [{ relation: 'background', url: 'https://www.nato.int/', title: 'NATO' }],
  });

/** The content of a version as the desk sees it. */
export const deskContent = {
  slug: z.string(),
  locale: z.string(),
  kind: ArticleKind,
  headline: z.string(),
  headlines: Headlines.optional(),
  kicker: z.string().optional(),
  standfirst: z.string().optional(),
  slugline: z.string().optional(),
  translationOf: DeskStoryRef.optional(),
  dateline: Dateline.optional(),
  bylines: z.array(Credit),
  bylineText: z.string().optional(),
  agency: AgencyRef.optional(),
  creditLine: z.string().optional(),
  attributions: z.array(PublicAttribution),
  body: BodyIn.optional().meta({ description: 'The text in blocks, in the form in which it is sent.' }),
  bodyHtml: z.string().optional(),
  bodyText: z.string().optional(),
  bodyMarkdown: z.string().optional(),
  leadMedia: DeskPlacement.optional(),
  placements: z.array(DeskPlacement),
  section: SectionName.optional(),
  topics: z.array(TopicRef),
  subjects: z.array(Subject),
  related: z.array(DeskRelated),
  urgency: z.number().int().optional(),
  breakingUntil: Timestamp.optional(),
  digitalSourceType: DigitalSourceType.optional(),
  edNote: z.string().optional(),
  deskNote: z.string().optional().meta({ description: 'For the newsroom; never public.' }),
  sourcePublishedAt: Timestamp.optional().meta({
    description: 'When its source first published it; the date of the first publication.',
  }),
  rights: Rights.optional(),
  canonicalUrl: z.string().optional(),
  externalIds: Article.shape.externalIds,
};
