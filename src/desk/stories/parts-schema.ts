/** The parts of a story as the desk sends them. */
import { z } from 'zod';
import { isId } from '../../foundation/ids.ts';
import { printableLine, printableText } from '../../foundation/schemas/text.ts';
import { Reference, WebAddress } from '../../foundation/schemas/wire.ts';
import { attributionRoles, bylineRoles, relations } from '../../edition/articles/content.ts';
import { MediaTopic } from '../../library/subjects/schema.ts';

const MediaId = z.string().refine((id) => isId('media', id), 'must be the id of a picture');

export const PlacementIn = z
  .strictObject({
    media: MediaId,
    caption: printableText({ max: 2000 }).optional(),
    altText: printableText({ max: 1000 }).optional(),
  })
  .meta({
    id: 'PlacementIn',
    description: "A picture, with words of this story's own where they differ from the picture's.",
    examples: [{ media: 'media_01g4q22g00epn9j77xa3hcy7rk' }],
  });

export const AttributionIn = z
  .strictObject({
    role: z.enum(attributionRoles),
    agency: Reference.optional(),
    name: printableLine({ max: 200 }).optional(),
    description: printableText({ max: 500 }).optional(),
    reason: printableText({ max: 500 }).optional(),
    via: Reference.optional(),
    blocks: z
      .array(printableText({ max: 64 }))
      .max(500)
      .optional(),
  })
  .refine(({ role, name }) => role !== 'anonymousSource' || name === undefined, {
    path: ['name'],
    error: 'must be absent: the name of an anonymous source is stored nowhere',
  })
  .meta({
    id: 'AttributionIn',
    description: 'Who says so. An anonymous source is described, never named.',
    examples: [{ role: 'firstReport', agency: 'kyodo' }],
  });

export const RelatedIn = z
  .strictObject({
    relation: z.enum(relations),
    article: Reference.optional(),
    url: WebAddress.optional(),
    title: printableLine({ max: 300 }).optional(),
  })
  .refine(
    ({ article, url }) => (article === undefined) !== (url === undefined),
    'names either a story or a link',
  )
  .meta({
    id: 'RelatedIn',
    description: 'Another story by id or slug, or a link to somewhere else.',
    examples: [{ relation: 'background', url: 'https://www.nato.int/', title: 'NATO' }],
  });

export const CreditIn = z
  .strictObject({
    byline: Reference,
    role: z.enum(bylineRoles),
    place: printableLine({ max: 200 }).optional(),
  })
  .meta({ id: 'CreditIn', description: 'Who signs it, and as what.' });

export const SubjectIn = z
  .strictObject({ code: MediaTopic, name: printableLine({ max: 200 }).optional() })
  .meta({ id: 'SubjectIn', description: "A subject by its code in IPTC's Media Topics." });
