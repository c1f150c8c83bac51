import { flag, integer, json, table, text } from '../../foundation/database/columns.ts';
import type { PictureRights } from '../pictures/rights.ts';
import { extensions, type CropRatio } from '../pictures/shapes.ts';

/** How a picture came to be, in IPTC's terms. */
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

export type Crop = { left: number; top: number; width: number; height: number };
export type FocalPoint = { x: number; y: number };
export type Crops = Partial<Record<CropRatio, Crop>>;
export type Creator = { name: string; role?: string | undefined };
/** Which fields hold what the file said, by name; those of captions per locale. Whatever an editor writes is taken out. */
export type FromFile = { fields: string[]; captions: Record<string, string[]> };

/** A picture: what is true of it wherever and in whatever language it is used. */
export const media = table('media', {
  id: text('id').primaryKey(),
  type: text('type', { enum: ['picture'] }).notNull(),
  mimeType: text('mime_type').notNull(),
  bytes: integer('bytes').notNull(),
  width: integer('width').notNull(),
  height: integer('height').notNull(),
  sha256: text('sha256').notNull(),
  /** What the file was called where it came from: words, never a path. */
  fileName: text('file_name'),
  headline: text('headline'),
  source: text('source'),
  keywords: json<string[]>('keywords'),
  focalPoint: json<FocalPoint>('focal_point'),
  /** Where the eye is drawn, as found at upload: what crops keep while nobody has set a focal point. */
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
  /** Set by due work when `usableUntil` has come: nothing public may show it any more. */
  rightsExpired: flag('rights_expired').notNull(),
  contentCreated: text('content_created'),
  place: text('place'),
  digitalSourceType: text('digital_source_type', { enum: digitalSourceTypes }),
  /** Headline, keywords, credit line and captions, folded: what a search for plain words looks in. */
  searchText: text('search_text').notNull(),
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

/** The files that were made and lie in the store. What may be asked for follows from the picture itself. */
export const mediaRenditions = table('media_renditions', {
  mediaId: text('media_id').notNull(),
  hash: text('hash').notNull(),
  name: text('name').notNull(),
  extension: text('extension', { enum: extensions }).notNull(),
  bytes: integer('bytes').notNull(),
  sha256: text('sha256').notNull(),
});
