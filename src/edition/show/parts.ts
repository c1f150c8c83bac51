/** The smaller schemas of a story. */
import { z } from 'zod';
import { Timestamp } from '../../foundation/schemas/wire.ts';
import { Picture } from '../../library/pictures/records/schema.ts';
import { SectionRef } from '../../library/sections/schema.ts';
import { AgencyRef } from '../../library/records/agency-ref.ts';
import { Byline } from '../../library/bylines/schema.ts';
import { articleKinds, attributionRoles, bylineRoles, relations } from '../articles/content.ts';
import { kishidaStory, kishidaSummary } from './examples.ts';

export const ArticleKind = z
  .enum(articleKinds)
  .meta({ id: 'ArticleKind', description: 'What kind of piece it is.', examples: ['story'] });

export const Dateline = z
  .object({ text: z.string(), place: z.string().optional(), date: z.string().optional() })
  .meta({
    id: 'Dateline',
    description: 'Where and when it was written, as printed before the first words.',
    examples: [{ text: 'TOKYO, June 4', place: 'Tokyo', date: '2022-06-04' }],
  });

export const Headlines = z
  .object({ short: z.string().optional(), seo: z.string().optional(), social: z.string().optional() })
  .meta({
    id: 'Headlines',
    description: 'The headline in other lengths.',
    examples: [{ short: 'Kishida weighs NATO summit' }],
  });

export const Subject = z.object({ code: z.string(), name: z.string().optional() }).meta({
  id: 'Subject',
  description: 'An IPTC Media Topic.',
  examples: [{ code: 'medtop:20000640', name: 'summit meetings' }],
});

export const PublicAttribution = z
  .object({
    role: z.enum(attributionRoles),
    agency: AgencyRef.optional(),
    name: z
      .string()
      .optional()
      .meta({ description: 'The name of the source, when it is no agency. Never an anonymous source.' }),
    description: z.string().optional().meta({ description: 'How the source is described.' }),
    reason: z.string().optional().meta({ description: 'Why the source is not named.' }),
    via: AgencyRef.optional().meta({ description: 'The agency through which we know.' }),
    blocks: z
      .array(z.string())
      .optional()
      .meta({ description: 'Keys of the blocks of the body that it is the source of.' }),
  })
  .meta({
    id: 'Attribution',
    description: 'Who says so.',
    examples: kishidaStory.attributions.slice(1),
  });

export const StoryRef = z
  .object({
    id: z.string(),
    slug: z.string(),
    url: z
      .string()
      .meta({ format: 'uri', description: 'Its page by `SITE_URL`; without that, the story here.' }),
    locale: z.string(),
    kind: ArticleKind,
    headline: z.string(),
    standfirst: z
      .string()
      .optional()
      .meta({ description: 'With `include=cards`, like section and picture.' }),
    section: SectionRef.optional(),
    leadMedia: Picture.optional(),
    publishedAt: Timestamp,
  })
  .meta({
    id: 'StoryRef',
    description: 'Another live story, named; as a card with `include=cards`.',
    examples: [
      {
        id: kishidaSummary.id,
        slug: kishidaSummary.slug,
        url: kishidaSummary.url,
        locale: 'en',
        kind: 'story',
        headline: kishidaSummary.headline,
        publishedAt: kishidaSummary.publishedAt,
      },
    ],
  });

export const Related = z
  .object({
    relation: z.enum(relations),
    article: StoryRef.optional(),
    url: z.string().optional().meta({ format: 'uri' }),
    title: z.string().optional(),
  })
  .meta({
    id: 'Related',
    description: 'Another story, or a link to somewhere else.',
    examples: [{ relation: 'background', url: 'https://www.nato.int/', title: 'NATO' }],
  });

const byline = {
  role: z.enum(bylineRoles),
  place: z.string().optional().meta({ description: 'The place from which they reported.' }),
};

export const Credit = z.object({ ...byline, byline: Byline }).meta({
  id: 'Credit',
  description: 'Who did what, in the order of the credit line; their profiles with `include=profiles`.',
  examples: kishidaSummary.bylines,
});
