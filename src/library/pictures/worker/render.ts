import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import sharp, { type Sharp } from 'sharp';
import type { Extension } from '../../picture-shapes.ts';
import { decodeWhole } from './end-marker.ts';
import type { Cut, CutJob, Rendered, SaveJob } from './jobs.ts';
import { applyOrientation, isRotatedSideways, reopen, swapSides, toStoredRegion } from './orientation.ts';
import { decoding } from './refused.ts';

/** Decodes a crop of an original once, in the largest size; smaller ones are made from it. Colours become sRGB. */
export async function cut({ path, region, width, height, to }: CutJob): Promise<Cut> {
  const { orientation = 1, ...file } = await decoding(sharp(path).metadata());
  const size = isRotatedSideways(orientation) ? swapSides({ width, height }) : { width, height };
  const { data, info } = await decodeWhole({ path, scratch: `${to}.whole` }, (picture) =>
    picture
      .extract(toStoredRegion(region, { ...file, orientation }))
      .resize(size.width, size.height, { fit: 'fill' })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true }),
  );
  const pixels = await applyOrientation({ data, info }, orientation);
  await reopen(pixels).tiff({ compression: 'none' }).toFile(to);
  return { path: to };
}

const mostXmpBytes = 65_000;

/** Encodes one file from a crop. Its only metadata is the given XMP. */
export async function save({ cut, xmp, output }: SaveJob): Promise<Rendered> {
  // A longer XMP would silently be left out of a JPEG.
  if (Buffer.byteLength(xmp) > mostXmpBytes) throw new Error('There is too much to write into the file.');
  const resized = sharp(cut.path, { sequentialRead: true })
    .resize(output.width, output.height, { fit: 'fill' })
    .withXmp(xmp);
  const bytes = await encoders[output.extension](resized, output.width * output.height).toBuffer();
  await writeFile(output.path, bytes);
  return { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** Larger AVIFs are made with less effort and 4:2:0 chroma subsampling: the memory is half of it. */
const mostPixelsInFull = 6_000_000;

const encoders: Record<Extension, (picture: Sharp, pixels: number) => Sharp> = {
  jpg: (picture) =>
    picture.flatten({ background: '#ffffff' }).jpeg({ quality: 80, progressive: true, mozjpeg: true }),
  png: (picture) => picture.png({ palette: true, quality: 90 }),
  webp: (picture) => picture.webp({ quality: 78, effort: 4 }),
  avif: (picture, pixels) =>
    picture.avif({
      quality: 55,
      ...(pixels > mostPixelsInFull
        ? { effort: 2, chromaSubsampling: '4:2:0' }
        : { effort: 3, chromaSubsampling: '4:4:4' }),
    }),
};
