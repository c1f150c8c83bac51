import { z } from 'zod';
import { PartialDate, Timestamp } from '../../foundation/schemas/wire.ts';
import { AgencyRef } from '../../library/records/agency-ref.ts';
import { Crop, Crops, FocalPoint } from '../../library/pictures/records/crop.ts';
import { Release } from '../../library/pictures/records/input.ts';
import { Creator, PictureSource, Rendition } from '../../library/pictures/records/schema.ts';
import { DigitalSourceType } from '../../library/pictures/records/digital-source-type.ts';
import { PictureRights } from '../../library/picture-rights.ts';
import { kept } from '../../foundation/http/answer/kept.ts';

const at = { createdAt: '2022-06-04T12:00:00.000Z', updatedAt: '2022-06-04T12:00:00.000Z' };

/** The address of a picture at the desk, with one of the seed as its example. */
export function mediaParams(example: string) {
  const id = z.string().min(1);
  return z.strictObject({ media: id.meta({ description: "The picture's id.", examples: [example] }) });
}

export const MediaParams = mediaParams('media_01g4q22g00epn9j77xa3hcy7rk');

/** The same for what changes a picture: the example is one that nobody uses. */
export const ChangedMediaParams = mediaParams('media_01g5h0tk00fk1817s2mdd5wc89');

const DeskCaption = z
  .object({
    locale: z.string(),
    caption: z.string().optional(),
    altText: z.string().optional(),
    decorative: z.boolean(),
    extendedDescription: z.string().optional(),
    descriptionWriter: z.string().optional(),
    updatedAt: Timestamp,
  })
  .meta({
    id: 'DeskCaption',
    description: 'The words of a picture in one language.',
    examples: [{ locale: 'en', altText: 'A lectern.', decorative: false, updatedAt: at.updatedAt }],
  });

const FromFile = z
  .object({
    fields: z.array(z.string()),
    captions: z.record(z.string(), z.array(z.string())).meta({ description: 'Per language.' }),
    kept: z.array(z.string()).optional().meta({
      description:
        'Of `creditLine`, `creators` and `rights`: what a former file said and this one does not. Check whether it is still right.',
    }),
    keptCaptions: z.record(z.string(), z.array(z.string())).optional().meta({
      description: 'The same of captions, per language.',
    }),
  })
  .meta({
    id: 'FromFile',
    description:
      'The fields that were read from the file and not edited since. Another file replaces them with its own.',
    examples: [{ fields: ['creditLine', 'creators'], captions: { en: ['caption', 'altText'] } }],
  });

const Takedown = z
  .object({
    state: z.enum(['withdrawn', 'killed']),
    at: Timestamp,
    reason: z.string().meta({ description: 'Why, for the newsroom.' }),
    notice: z.string().meta({ description: 'What readers are told at its addresses.' }),
  })
  .meta({
    id: 'Takedown',
    description: 'Nothing public shows the picture: it was withdrawn, and may return, or killed for good.',
    examples: [
      {
        state: 'withdrawn',
        at: at.updatedAt,
        reason: 'The museum doubts that it shows the tower.',
        notice: 'This picture is being checked.',
      },
    ],
  });

export const DeskMedia = z
  .object({
    id: z.string(),
    type: z.enum(['picture']),
    mimeType: z.string().meta({ description: 'Of the original, as are bytes, width, height and sha256.' }),
    bytes: z.number().int(),
    width: z.number().int(),
    height: z.number().int(),
    sha256: z.string(),
    fileName: z.string().optional().meta({ description: 'The name of the uploaded file.' }),
    renditionsState: z.enum(['processing', 'ready', 'failed']).meta({
      description:
        'Renditions are made in the background; one that is requested earlier is made at once. This changes without a change of the revision or the `ETag`.',
    }),
    renditionsFault: z.string().optional().meta({ description: 'Why they cannot be made.' }),
    thumbHash: z.string().optional(),
    dominantColour: z.string().optional(),
    src: z.string().meta({
      description:
        'A rendition; public only while the picture is. With a key it is at `/v1/desk/media/{media}/files/md.jpg` always.',
    }),
    srcset: z.string(),
    sources: z.array(PictureSource),
    renditions: z.array(Rendition),
    focalPoint: FocalPoint.optional(),
    foundFocalPoint: FocalPoint.optional().meta({
      description:
        'The most salient point, found by an algorithm: crops are around it while no focal point is set.',
    }),
    crop: Crop.optional(),
    crops: Crops.optional(),
    headline: z.string().optional(),
    source: z.string().optional(),
    keywords: z.array(z.string()).optional(),
    creditLine: z.string().optional(),
    creators: z.array(Creator).optional(),
    agency: AgencyRef.optional(),
    rights: PictureRights.optional(),
    usableUntil: Timestamp.optional(),
    rightsExpired: z
      .boolean()
      .meta({ description: 'Whether its rights have ended: then nothing public shows it.' }),
    takedown: Takedown.optional(),
    contentCreated: PartialDate.optional(),
    place: z.string().optional(),
    placesShown: z.array(z.string()).optional(),
    digitalSourceType: DigitalSourceType.optional(),
    instructions: z.string().optional(),
    personsShown: z.array(z.string()).optional(),
    modelRelease: Release.optional(),
    propertyRelease: Release.optional(),
    contentCredentials: z.enum(['present']).optional().meta({
      description:
        'The original has C2PA Content Credentials; they are not verified. The original keeps them; renditions are other files, so they carry none, but name creators, credit, rights and `digitalSourceType` in XMP.',
    }),
    fromFile: FromFile.optional(),
    createdBy: z.string().optional().meta({ description: 'The id of who uploaded it.' }),
    captions: z.array(DeskCaption).meta({ description: 'Its words in every language.' }),
    ...kept,
  })
  .meta({ id: 'DeskMedia', description: 'A picture as the desk sees it.' });

const Use = z
  .object({
    kind: z.enum(['agency', 'byline', 'section', 'media', 'alert', 'article', 'key']),
    id: z.string(),
    as: z.string().meta({ description: 'Its role there.' }),
    slug: z.string().optional(),
    name: z.string().optional(),
    headline: z.string().optional().meta({ description: 'Of a story that you may read.' }),
    states: z
      .array(z.enum(['copy', 'live']))
      .optional()
      .meta({
        description: 'Of a story: whether the copy uses it, the live version, or both.',
      }),
  })
  .meta({
    id: 'Use',
    description: 'A place where it is used.',
    examples: [
      {
        kind: 'agency',
        id: 'agency_01g4q9c8g0frzt09b81szfmybh',
        as: 'logo',
        slug: 'kyodo',
        name: 'Kyodo News',
      },
    ],
  });

export const DeskMediaInUse = DeskMedia.extend({
  usedBy: z.array(Use).meta({ description: 'Where it is used; at most 100 places.' }),
}).meta({ id: 'DeskMediaInUse', description: 'A picture as the desk sees it, and where it is used.' });
