import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import sharp, { type Sharp } from 'sharp';
import type { Extension } from '../media/shapes.ts';
import { open } from './inspect.ts';
import type { Output, Rendered, RenderJob, Shape } from './jobs.ts';

/**
 * Makes files from an original: each part is read once, in the widest size, and the others are made from that. Colours
 * become sRGB; of what the file said nothing stays but the XMP that is given.
 */
export async function render({ path, xmp, shapes }: RenderJob): Promise<Rendered[]> {
  const rendered: Rendered[] = [];
  for (const shape of shapes) rendered.push(...(await renderShape(path, xmp, shape)));
  return rendered;
}

async function renderShape(path: string, xmp: string, { region, outputs }: Shape): Promise<Rendered[]> {
  const widest = outputs.reduce((one, other) => (other.width > one.width ? other : one));
  const { data, info } = await open(path)
    .extract(region)
    .resize(widest.width, widest.height, { fit: 'fill' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const rendered: Rendered[] = [];
  for (const output of outputs) {
    const resized = sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } })
      .resize(output.width, output.height, { fit: 'fill' })
      .withXmp(xmp);
    rendered.push(await save(await encoders[output.extension](resized).toBuffer(), output));
  }
  return rendered;
}

const encoders: Record<Extension, (picture: Sharp) => Sharp> = {
  jpg: (picture) =>
    picture.flatten({ background: '#ffffff' }).jpeg({ quality: 80, progressive: true, mozjpeg: true }),
  webp: (picture) => picture.webp({ quality: 78, effort: 4 }),
  avif: (picture) => picture.avif({ quality: 55, effort: 3 }),
};

async function save(bytes: Buffer, { path }: Output): Promise<Rendered> {
  await writeFile(path, bytes);
  return { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}
