import { flag, integer, json, table, text } from '../../foundation/database/columns.ts';
import type { PictureRights } from '../picture-rights.ts';
import { extensions, type CropRatio } from '../picture-shapes.ts';

/** The values of IPTC's digital source type. */
export const digitalSourceTypes = [
  'digitalCapture',
  'computationalCapture',
  'negativeFilm',
  'positiveFilm',
  'print',
  'humanEdits',
  'compositeWithTrainedAlgorithmicMedia',
  'algorithmicallyEnhanced',
  'digitalCreation',
  'dataDrivenMedia',
  'trainedAlgorithmicMedia',
  'algorithmicMedia',
  'screenCapture',
  'virtualRecording',
  'composite',
  'compositeCapture',
  'compositeSynthetic',
] as const;
export type DigitalSourceType = (typeof digitalSourceTypes)[number];

export type Crop = { left: number; top: number; width: number; height: number };
export type FocalPoint = { x: number; y: number };
export type Crops = Partial<Record<CropRatio, Crop>>;
/** Whether those who must agree have agreed, as PLUS has it. */
export const releaseStatuses = ['none', 'notApplicable', 'unlimited', 'limitedOrIncomplete'] as const;
export type Release = { status?: (typeof releaseStatuses)[number] | undefined; ids?: string[] | undefined };
export type Creator = { name: string; role?: string | undefined };
/**
 * Which fields came from the embedded metadata, those of captions per locale. `kept` and `keptCaptions` are from a former
 * file: the present one does not have them. Fields that an editor changes are removed from it.
 */
export type FromFile = {
  fields: string[];
  captions: Record<string, string[]>;
  kept?: string[];
  keptCaptions?: Record<string, string[]>;
};

/** Why a picture was taken out of public, by whom, and what readers are told. */
export type Takedown = {
  at: number;
  by: string;
  reason: string;
  notice: string;
  /** Whether it was public then: only such a picture answers with the notice. */
  wasPublic: boolean;
};

/** A picture: its fields that are the same in every language and use. */
export const media = table('media', {
  id: text('id').primaryKey(),
  type: text('type', { enum: ['picture'] }).notNull(),
  mimeType: text('mime_type').notNull(),
  bytes: integer('bytes').notNull(),
  width: integer('width').notNull(),
  height: integer('height').notNull(),
  sha256: text('sha256').notNull(),
  /** The original file name, for display only. */
  fileName: text('file_name'),
  headline: text('headline'),
  source: text('source'),
  keywords: json<string[]>('keywords'),
  focalPoint: json<FocalPoint>('focal_point'),
  /** The focal point found at upload; crops use it until an editor sets one. */
  foundFocalPoint: json<FocalPoint>('found_focal_point'),
  crop: json<Crop>('crop'),
  /** Crops by hand, per ratio. */
  crops: json<Crops>('crops'),
  thumbHash: text('thumb_hash'),
  dominantColour: text('dominant_colour'),
  fromFile: json<FromFile>('from_file'),
  renditionsState: text('renditions_state', { enum: ['processing', 'ready', 'failed'] }).notNull(),
  renditionsFault: text('renditions_fault'),
  creditLine: text('credit_line'),
  creators: json<Creator[]>('creators'),
  agencyId: text('agency_id'),
  rights: json<PictureRights>('rights'),
  usableUntil: integer('usable_until'),
  /** Set by due work at `usableUntil`: then nothing public shows it. */
  rightsExpired: flag('rights_expired').notNull(),
  /** Set by a chief: then nothing public shows it. A killed one has no files, and never returns. */
  takenDown: text('taken_down', { enum: ['withdrawn', 'killed'] }),
  takedown: json<Takedown>('takedown'),
  contentCreated: text('content_created'),
  place: text('place'),
  /** The places that it shows; `place` is where it was taken. */
  placesShown: json<string[]>('places_shown'),
  digitalSourceType: text('digital_source_type', { enum: digitalSourceTypes }),
  /** For the desk alone, as are those shown and the releases. */
  instructions: text('instructions'),
  personsShown: json<string[]>('persons_shown'),
  modelRelease: json<Release>('model_release'),
  propertyRelease: json<Release>('property_release'),
  /** Set where the original has a C2PA manifest. */
  contentCredentials: text('content_credentials', { enum: ['present'] }),
  /** Headline, keywords, credit line and captions, folded, for search by words. */
  searchText: text('search_text').notNull(),
  /** Who uploaded it. */
  createdBy: text('created_by'),
  revision: integer('revision').notNull(),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
});

/** The words that go with a picture, per locale. */
export const mediaCaptions = table('media_captions', {
  mediaId: text('media_id').notNull(),
  locale: text('locale').notNull(),
  caption: text('caption'),
  altText: text('alt_text'),
  decorative: flag('decorative').notNull(),
  extendedDescription: text('extended_description'),
  descriptionWriter: text('description_writer'),
  updatedAt: integer('updated_at').notNull(),
});

/** The renditions that are in the store. Which ones exist at all follows from the picture. */
export const mediaRenditions = table('media_renditions', {
  mediaId: text('media_id').notNull(),
  hash: text('hash').notNull(),
  name: text('name').notNull(),
  extension: text('extension', { enum: extensions }).notNull(),
  bytes: integer('bytes').notNull(),
  sha256: text('sha256').notNull(),
});

/** Files that a picture had while it was withdrawn. They are still taken down, and killed once it is killed. */
/** The files that a picture had before. Those that were taken down, with it or while it was, are no picture's again. */
export const takenDownFiles = table('taken_down_files', {
  sha256: text('sha256').notNull(),
  mediaId: text('media_id').notNull(),
  mimeType: text('mime_type').notNull(),
  state: text('state', { enum: ['replaced', 'withdrawn', 'killed'] }).notNull(),
});
