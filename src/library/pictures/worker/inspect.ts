import { fileTypeFromFile } from 'file-type';
import sharp, { type Metadata, type Sharp } from 'sharp';
import { rgbaToThumbHash } from 'thumbhash';
import type { FocalPoint } from '../../tables/pictures.ts';
import { mostPixelsOf } from './cost.ts';
import { decodeWhole } from './end-marker.ts';
import type { Inspected } from './jobs.ts';
import { reopen, applyOrientation, type Pixels } from './orientation.ts';
import { readMetadataInThread } from './metadata-reader.ts';
import { decoding, Refused } from './refused.ts';

const takenTypes = ['image/jpeg', 'image/png', 'image/webp', 'image/avif', 'image/tiff', 'image/gif'];
const longestSide = 30_000;
const steepestRatio = 20;

/**
 * Inspects a file by its bytes, not its name. The header is checked first, and only a file within the limits is
 * decoded. Throws `Refused`.
 */
export async function inspect(path: string): Promise<Inspected> {
  const mimeType = await typeOf(path);
  const header = await soundHeader(path);
  const found = await decodeWhole({ path, scratch: `${path}.whole` }, (picture) => smallOf(picture, 256));
  const small = await applyOrientation(found, header.orientation ?? 1);
  const thumb = await smallOf(reopen(small), 100);
  // sharp's statistics are those of its input, before anything is done to it.
  const flat = await reopen(small)
    .flatten({ background: '#ffffff' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { dominant } = await reopen(flat).stats();
  const { contentCredentials, notes, metadata } = await readMetadataInThread(path);
  return {
    mimeType,
    width: header.autoOrient.width,
    height: header.autoOrient.height,
    thumbHash: Buffer.from(rgbaToThumbHash(thumb.info.width, thumb.info.height, thumb.data)).toString(
      'base64',
    ),
    dominantColour: `#${[dominant.r, dominant.g, dominant.b].map((part) => part.toString(16).padStart(2, '0')).join('')}`,
    foundFocalPoint: await findFocalPoint(small),
    contentCredentials,
    metadata,
    notes,
  };
}

async function typeOf(path: string): Promise<string> {
  const found = await fileTypeFromFile(path);
  if (found && takenTypes.includes(found.mime)) return found.mime;
  const what =
    found?.mime === 'image/apng'
      ? 'an animated PNG'
      : found
        ? `of type ${found.mime}`
        : 'no picture that we know';
  throw new Refused('type', `is ${what}; send JPEG, PNG, WebP, AVIF, TIFF or GIF`);
}

async function soundHeader(path: string): Promise<Metadata> {
  const header = await decoding(sharp(path, { limitInputPixels: false }).metadata());
  const { width, height, pages = 1 } = header;
  if (pages > 1) throw new Refused('content', `holds ${pages} pictures; send one that stands still`);
  const most = mostPixelsOf(header);
  if (width * height > most)
    throw new Refused(
      'content',
      `has ${width} × ${height} pixels; of its kind at most ${Math.floor(most / 1e6)} million are taken`,
    );
  const [short, long] = [Math.min(width, height), Math.max(width, height)];
  if (long > longestSide || long > steepestRatio * short)
    throw new Refused(
      'content',
      `is ${width} × ${height} pixels: no side may be over 30,000, nor over 20 times the other`,
    );
  return header;
}

async function smallOf(picture: Sharp, side: number): Promise<Pixels> {
  const { data, info } = await picture
    .resize(side, side, { fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, info: { ...info, channels: 4 } };
}

/** The focal point: the point that sharp's attention strategy keeps in a square crop. */
async function findFocalPoint(small: Pixels): Promise<FocalPoint> {
  const { width, height } = small.info;
  const side = Math.min(width, height);
  const { info } = await reopen(small)
    .flatten({ background: '#ffffff' })
    .resize(side, side, { fit: 'cover', position: sharp.strategy.attention })
    .toBuffer({ resolveWithObject: true });
  if (info.attentionX === undefined || info.attentionY === undefined) return { x: 50, y: 50 };
  // sharp gives 0,0 for a picture of one colour.
  if (info.attentionX === 0 && info.attentionY === 0) return { x: 50, y: 50 };
  return { x: percent(info.attentionX / width), y: percent(info.attentionY / height) };
}

function percent(part: number): number {
  return Math.max(0, Math.min(100, Math.round(part * 1000) / 10));
}
