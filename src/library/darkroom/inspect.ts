import { fileTypeFromFile } from 'file-type';
import sharp, { type Sharp } from 'sharp';
import { rgbaToThumbHash } from 'thumbhash';
import type { FocalPoint } from '../media/table.ts';
import type { Inspected, Refusal } from './jobs.ts';
import { readWords } from './words-in-file.ts';

const takenTypes = ['image/jpeg', 'image/png', 'image/webp', 'image/avif', 'image/tiff', 'image/gif'];
/** Decoded, a pixel takes up to four bytes: this bounds what one picture can cost. */
const mostPixels = 64_000_000;
const longestSide = 30_000;
const steepestRatio = 20;

/** Thrown for a file that cannot be taken, with a sentence for whoever sent it. */
export class Refused extends Error {
  readonly refusal: Refusal;
  constructor(reason: Refusal['reason'], detail: string) {
    super(detail);
    this.refusal = { reason, detail };
  }
}

/** Looks at a file by its bytes, whatever it is called: header first, and only what is sane is decoded. Throws `Refused`. */
export async function inspect(path: string): Promise<Inspected> {
  const mimeType = await typeOf(path);
  const size = await soundSize(path);
  const small = await decoding(smallOf(open(path), 256));
  const thumb = await smallOf(reopen(small), 100);
  const { dominant } = await reopen(small).flatten({ background: '#ffffff' }).stats();
  return {
    mimeType,
    ...size,
    thumbHash: Buffer.from(rgbaToThumbHash(thumb.info.width, thumb.info.height, thumb.data)).toString(
      'base64',
    ),
    dominantColour: `#${[dominant.r, dominant.g, dominant.b].map((part) => part.toString(16).padStart(2, '0')).join('')}`,
    foundFocalPoint: await findFocalPoint(small),
    words: await readWords(path),
  };
}

/** The picture of a file, upright; whatever is broken in it is an error. */
export function open(path: string): Sharp {
  return sharp(path, { limitInputPixels: mostPixels, failOn: 'error', sequentialRead: true }).autoOrient();
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

async function soundSize(path: string): Promise<{ width: number; height: number }> {
  const {
    width,
    height,
    pages = 1,
    autoOrient,
  } = await decoding(sharp(path, { limitInputPixels: false }).metadata());
  if (pages > 1) throw new Refused('content', `holds ${pages} pictures; send one that stands still`);
  if (width * height > mostPixels)
    throw new Refused('content', `has ${width} × ${height} pixels; at most 64 million are taken`);
  const [short, long] = [Math.min(width, height), Math.max(width, height)];
  if (long > longestSide || long > steepestRatio * short)
    throw new Refused(
      'content',
      `is ${width} × ${height} pixels: no side may be over 30,000, nor over 20 times the other`,
    );
  return { width: autoOrient.width, height: autoOrient.height };
}

type Pixels = { data: Buffer; info: { width: number; height: number } };

function smallOf(picture: Sharp, side: number): Promise<Pixels> {
  return picture
    .resize(side, side, { fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
}

function reopen({ data, info: { width, height } }: Pixels): Sharp {
  return sharp(data, { raw: { width, height, channels: 4 } });
}

/** Where the eye is drawn: the point that the attention strategy would keep in a square. */
async function findFocalPoint(small: Pixels): Promise<FocalPoint> {
  const { width, height } = small.info;
  const side = Math.min(width, height);
  const { info } = await reopen(small)
    .flatten({ background: '#ffffff' })
    .resize(side, side, { fit: 'cover', position: sharp.strategy.attention })
    .toBuffer({ resolveWithObject: true });
  if (info.attentionX === undefined || info.attentionY === undefined) return { x: 50, y: 50 };
  return { x: percent(info.attentionX / width), y: percent(info.attentionY / height) };
}

function percent(part: number): number {
  return Math.max(0, Math.min(100, Math.round(part * 1000) / 10));
}

async function decoding<T>(work: Promise<T>): Promise<T> {
  return work.catch(() => {
    throw new Refused('content', 'cannot be read as a picture: it is broken or cut off');
  });
}
