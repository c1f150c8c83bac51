import { z } from 'zod';
import { printableLine, printableText } from '../../../foundation/schemas/text.ts';
import { Locale, PartialDate, Reference, Timestamp, TimestampIn } from '../../../foundation/schemas/wire.ts';
import { Crop, Crops, FocalPoint } from './crop.ts';
import { kishidaPicture } from '../../examples.ts';
import { AgencyRef } from '../../records/agency-ref.ts';
import { PictureRights } from '../../picture-rights.ts';
import { mimeTypes, ratios } from '../../picture-shapes.ts';
import { digitalSourceTypes, releaseStatuses } from '../../tables/pictures.ts';

/** A reference to a picture. */
export const MediaReference = printableText({ max: 200 }).meta({
  description: 'The id of a picture.',
  examples: ['media_01g4q22g00epn9j77xa3hcy7rk'],
});

export const Creator = z
  .strictObject({ name: printableLine({ max: 200 }), role: printableLine({ max: 100 }).optional() })
  .meta({
    id: 'Creator',
    description: 'Who made the picture.',
    examples: [{ name: 'Jane Doe', role: 'photographer' }],
  });

export const Rendition = z
  .object({
    name: z.string().meta({
      description:
        '`xs`, `sm`, `md` or `lg`, up to the width of the picture itself; with `-16x9` the same in that ratio.',
    }),
    ratio: z.enum(ratios),
    src: z.string().meta({
      format: 'uri',
      description: 'As JPEG; `.webp` and `.avif` in its place are the same in those.',
    }),
    width: z.number().int(),
    height: z.number().int(),
  })
  .meta({
    id: 'Rendition',
    description:
      'One size of a picture. Its address changes when the picture does, so it may be cached without end.',
    examples: kishidaPicture.renditions.slice(0, 1),
  });

export const PictureSource = z
  .object({ ratio: z.enum(ratios), mimeType: z.enum([mimeTypes.avif, mimeTypes.webp]), srcset: z.string() })
  .meta({
    id: 'PictureSource',
    description: 'Ready for `<source type srcset>`: one ratio in one format, in every width.',
    examples: kishidaPicture.sources.slice(0, 1),
  });

/** A picture with its words in one locale: as stories, agencies, bylines and `/v1/media` show it. */
export const Picture = z
  .object({
    id: z.string(),
    type: z.literal('picture'),
    caption: z.string().optional().meta({ description: 'The caption, for those who see the picture.' }),
    altText: z.string().optional().meta({
      description:
        'The text instead of the picture; `""` when it is decorative. In a story it is in the language of the story, or in the one that was asked for, and absent where there is none.',
    }),
    decorative: z.boolean().meta({ description: 'True when the picture adds nothing to the text.' }),
    extendedDescription: z.string().optional(),
    captionLocale: z.string().optional().meta({
      description:
        'The language of the captions; where a story has only one of caption and alt text of its own, the language of the other.',
    }),
    headline: z.string().optional().meta({ description: 'A short title of the picture.' }),
    creditLine: z.string().optional(),
    source: z.string().optional().meta({ description: 'The original source, when it is not the supplier.' }),
    creators: z.array(Creator).optional(),
    agency: AgencyRef.optional().meta({ description: 'Who supplied it.' }),
    rights: PictureRights.optional(),
    usableUntil: Timestamp.optional().meta({ description: 'When the right to show it ends.' }),
    contentCreated: z.string().optional().meta({ description: 'When it was taken, as precisely as known.' }),
    place: z.string().optional().meta({ description: 'Where it was taken.' }),
    placesShown: z.array(z.string()).optional().meta({ description: 'The places that it shows.' }),
    digitalSourceType: z.enum(digitalSourceTypes).optional(),
    focalPoint: FocalPoint.optional(),
    thumbHash: z
      .string()
      .optional()
      .meta({
        description: 'A blurred placeholder of some 25 bytes, as base64 of a ThumbHash.',
        examples: ['L8cNJIZgiWZ1iGd4d2YwYgpVhg=='],
      }),
    dominantColour: z
      .string()
      .optional()
      .meta({ description: 'A background colour while it loads.', examples: ['#6f777d'] }),
    width: z.number().int(),
    height: z.number().int(),
    src: z.string().meta({ format: 'uri', description: 'The fallback rendition.' }),
    srcset: z.string().meta({ description: 'Ready for `<img srcset>`: the original ratio in every width.' }),
    sources: z
      .array(PictureSource)
      .meta({ description: 'The best format first: for the `<source>` elements of a `<picture>`.' }),
    renditions: z.array(Rendition),
  })
  .meta({
    id: 'Picture',
    description: 'A picture with its words in one language, its credit, and ready-made files.',
    examples: [kishidaPicture],
  });
export type Picture = z.output<typeof Picture>;

export const CaptionIn = z
  .strictObject({
    caption: printableText({ max: 2000 }).optional(),
    altText: printableText({ max: 1000 }).optional(),
    decorative: z.boolean().optional(),
    extendedDescription: printableText({ max: 5000 }).optional(),
    descriptionWriter: printableLine({ max: 200 }).optional(),
  })
  .refine(
    (caption) => !(caption.decorative && caption.altText),
    'is either decorative or has alt text, not both',
  )
  .refine(
    (caption) => Object.values(caption).some(Boolean),
    'must say something, or that the picture is decorative',
  )
  .meta({
    id: 'CaptionIn',
    description:
      'The words of a picture in one language. Alt text replaces the picture for those who cannot see it; a caption accompanies it.',
    examples: [
      {
        caption: kishidaPicture.caption,
        altText: 'A man speaks at a news conference.',
        descriptionWriter: 'Jane Doe',
      },
    ],
  });
export type CaptionIn = z.output<typeof CaptionIn>;

export const Release = z
  .strictObject({
    status: z.enum(releaseStatuses).optional(),
    ids: z
      .array(printableLine({ max: 200 }))
      .max(20)
      .optional(),
  })
  .meta({
    id: 'Release',
    description:
      'Whether those whom a picture shows, or the owners of what it shows, have agreed to its use; for the desk alone.',
    examples: [{ status: 'unlimited', ids: ['MR-2026-17'] }],
  });

export const MediaIn = z.strictObject({
  focalPoint: FocalPoint.optional(),
  crop: Crop.optional(),
  crops: Crops.optional(),
  headline: printableLine({ max: 300 }).optional(),
  source: printableLine({ max: 300 }).optional(),
  keywords: z
    .array(printableLine({ max: 100 }))
    .max(100)
    .optional(),
  creditLine: printableLine({ max: 300 }).optional(),
  creators: z.array(Creator).max(20).optional(),
  agency: Reference.optional(),
  rights: PictureRights.optional(),
  usableUntil: TimestampIn.optional(),
  contentCreated: PartialDate.optional(),
  place: printableLine({ max: 300 }).optional().meta({ description: 'Where it was taken.' }),
  placesShown: z
    .array(printableLine({ max: 300 }))
    .max(20)
    .optional()
    .meta({ description: 'The places that it shows.' }),
  digitalSourceType: z.enum(digitalSourceTypes).optional(),
  instructions: printableText({ max: 2000 })
    .optional()
    .meta({ description: 'What its supplier asks of editors (`photoshop:Instructions`); never public.' }),
  personsShown: z
    .array(printableLine({ max: 200 }))
    .max(100)
    .optional()
    .meta({ description: 'Whom it shows; for the desk alone, since a caption says what readers are told.' }),
  modelRelease: Release.optional(),
  propertyRelease: Release.optional(),
});
export type MediaIn = z.output<typeof MediaIn>;

export const CaptionsIn = z.record(Locale, CaptionIn);
