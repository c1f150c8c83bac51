import { flag, integer, json, table, text } from '../../foundation/database/columns.ts';
import type { Rights } from '../rights.ts';

/** How a picture came to be, in IPTC's terms. */
export const digitalSourceTypes = [
  'digitalCapture',
  'negativeFilm',
  'print',
  'compositeCapture',
  'digitalCreation',
  'dataDrivenMedia',
  'algorithmicMedia',
  'trainedAlgorithmicMedia',
  'compositeWithTrainedAlgorithmicMedia',
] as const;

export type Crop = { left: number; top: number; width: number; height: number };
export type FocalPoint = { x: number; y: number };
export type Creator = { name: string; role?: string | undefined };

/** A picture: what is true of it wherever and in whatever language it is used. */
export const media = table('media', {
  id: text('id').primaryKey(),
  type: text('type', { enum: ['picture'] }).notNull(),
  mimeType: text('mime_type').notNull(),
  bytes: integer('bytes').notNull(),
  width: integer('width').notNull(),
  height: integer('height').notNull(),
  sha256: text('sha256').notNull(),
  focalPoint: json<FocalPoint>('focal_point'),
  crop: json<Crop>('crop'),
  creditLine: text('credit_line'),
  creators: json<Creator[]>('creators'),
  agencyId: text('agency_id'),
  rights: json<Rights>('rights'),
  usableUntil: integer('usable_until'),
  /** Set by due work when `usableUntil` has come: nothing public may show it any more. */
  rightsExpired: flag('rights_expired').notNull(),
  contentCreated: text('content_created'),
  place: text('place'),
  digitalSourceType: text('digital_source_type', { enum: digitalSourceTypes }),
  /** Credit line and captions, folded: what a search for plain words looks in. */
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

/** The files made from a picture's original: `name` is `md`, or `md-16x9` for a crop. */
export const mediaRenditions = table('media_renditions', {
  mediaId: text('media_id').notNull(),
  name: text('name').notNull(),
  extension: text('extension', { enum: ['jpg', 'png', 'webp', 'avif'] }).notNull(),
  width: integer('width').notNull(),
  height: integer('height').notNull(),
  bytes: integer('bytes').notNull(),
  sha256: text('sha256').notNull(),
});
