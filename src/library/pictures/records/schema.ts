import { z } from 'zod';
import { printableLine, printableText } from '../../../foundation/schemas/text.ts';
import { Timestamp } from '../../../foundation/schemas/wire.ts';
import { FocalPoint } from './crop.ts';
import { kishidaPicture, kishidaRendition, kishidaSource } from '../../examples.ts';
import { AgencyRef } from '../../records/agency-ref.ts';
import { PictureRights } from '../../picture-rights.ts';
import { extensions, mimeTypes, ratios } from '../../picture-shapes.ts';
import { DigitalSourceType } from './digital-source-type.ts';

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
    examples: [kishidaRendition],
  });

export const PictureSource = z
  .object({ ratio: z.enum(ratios), mimeType: z.enum([mimeTypes.avif, mimeTypes.webp]), srcset: z.string() })
  .meta({
    id: 'PictureSource',
    description: 'Ready for `<source type srcset>`: one ratio in one format, in every width.',
    examples: [kishidaSource],
  });

/**
 * A picture with its words in one locale. Stories, agencies and bylines show what an `<img>` and the words beside it
 * need; `/v1/media` and `include=renditions` show the rest, too.
 */
export const Picture = z
  .object({
    id: z.string(),
    caption: z.string().optional().meta({ description: 'The caption, for those who see the picture.' }),
    altText: z.string().optional().meta({
      description:
        'The text instead of the picture; `""` when it is decorative. In a story it is in the language of the story, or in the one that was asked for, and absent where there is none.',
    }),
    decorative: z
      .boolean()
      .optional()
      .meta({ description: 'True when the picture adds nothing to the text.' }),
    captionLocale: z.string().optional().meta({
      description:
        'The language of the caption and alt text; where a story has only one of them of its own, the language of the other. Absent in stories and lists where it is the language of the story, unless another was asked for.',
    }),
    creditLine: z.string().optional(),
    rights: PictureRights.optional().meta({
      description:
        'The notice to print, and the only countries and channels it may be shown in; all its rights with `include=renditions`.',
    }),
    usableUntil: Timestamp.optional().meta({ description: 'When the right to show it ends.' }),
    digitalSourceType: DigitalSourceType.optional(),
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
    width: z.number().int().meta({ description: 'In pixels, of the chosen crop; with `height` its ratio.' }),
    height: z.number().int(),
    src: z.string().meta({
      format: 'uri',
      description: 'The fallback rendition: JPEG, or PNG where the picture has transparent parts.',
    }),
    srcset: z.string().optional().meta({
      description:
        'Ready for `<img srcset>`: the chosen crop as WebP in every width. A logo in a story has none.',
    }),
    formats: z.array(z.enum(extensions)).optional().meta({
      description:
        'The formats of every file, the best first: each is at the same address with this extension. Replace `.webp` in `srcset` for the `<source>` elements of a `<picture>`.',
    }),
    extendedDescription: z
      .string()
      .optional()
      .meta({ description: 'With `include=renditions`, like all below.' }),
    type: z.literal('picture').optional(),
    headline: z.string().optional().meta({ description: 'A short title of the picture.' }),
    source: z.string().optional().meta({ description: 'The original source, when it is not the supplier.' }),
    creators: z.array(Creator).optional(),
    agency: AgencyRef.optional().meta({ description: 'Who supplied it.' }),
    contentCreated: z.string().optional().meta({ description: 'When it was taken, as precisely as known.' }),
    place: z.string().optional().meta({ description: 'Where it was taken.' }),
    placesShown: z.array(z.string()).optional().meta({ description: 'The places that it shows.' }),
    sources: z
      .array(PictureSource)
      .optional()
      .meta({ description: 'Every ratio as AVIF and WebP, the best format first.' }),
    renditions: z.array(Rendition).optional().meta({ description: 'Every size of every ratio.' }),
  })
  .meta({
    id: 'Picture',
    description: 'A picture with its words in one language, its credit, and ready-made files.',
    examples: [kishidaPicture],
  });
export type Picture = z.output<typeof Picture>;
