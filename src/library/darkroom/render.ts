import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import sharp, { type Sharp } from 'sharp';
import type { Extension } from '../media/shapes.ts';
import { open } from './inspect.ts';
import type { Cut, CutJob, Rendered, SaveJob } from './jobs.ts';

/** Reads a part of an original once, in the widest size: the others are made from that. Colours become sRGB. */
export async function cut({ path, region, width, height, to }: CutJob): Promise<Cut> {
  const { data, info } = await open(path)
    .extract(region)
    .resize(width, height, { fit: 'fill' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  await writeFile(to, data);
  return { path: to, width, height, channels: info.channels };
}

/** Makes one file from what was cut out; of what the original said nothing stays but the XMP that is given. */
export async function save({ cut: { path, ...raw }, xmp, output }: SaveJob): Promise<Rendered> {
  const resized = sharp(await readFile(path), { raw })
    .resize(output.width, output.height, { fit: 'fill' })
    .withXmp(xmp);
  const bytes = await encoders[output.extension](resized).toBuffer();
  await writeFile(output.path, bytes);
  return { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}

const encoders: Record<Extension, (picture: Sharp) => Sharp> = {
  jpg: (picture) =>
    picture.flatten({ background: '#ffffff' }).jpeg({ quality: 80, progressive: true, mozjpeg: true }),
  webp: (picture) => picture.webp({ quality: 78, effort: 4 }),
  avif: (picture) => picture.avif({ quality: 55, effort: 3 }),
};
