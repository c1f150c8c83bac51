import { z } from 'zod';
import { printableLine, printableText } from '../../../foundation/schemas/text.ts';
import { Locale, PartialDate, Reference, TimestampIn } from '../../../foundation/schemas/wire.ts';
import { Crop, Crops, FocalPoint } from './crop.ts';
import { PictureRights } from '../../picture-rights.ts';
import { DigitalSourceType } from './digital-source-type.ts';
import { releaseStatuses } from '../../tables/pictures.ts';
import { Creator } from './schema.ts';

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
    description: 'The words of a picture in one language, as they are sent.',
    examples: [
      {
        caption: 'The new footbridge of Sampleville.',
        altText: 'A footbridge over a harbour.',
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
  digitalSourceType: DigitalSourceType.optional(),
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
