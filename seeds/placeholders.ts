/** Draws the placeholder pictures anew and writes down what was drawn: `node seeds/placeholders.ts`. */
import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import sharp from 'sharp';
import { canvasWidth, drawings } from './placeholder-drawings.ts';

const widths = { xs: 320, sm: 640, md: 1024, lg: 1600 };
const folders = new URL('./media/', import.meta.url);
const mimeTypes = { jpg: 'image/jpeg', webp: 'image/webp' };
type Extension = keyof typeof mimeTypes;

const manifest: Record<string, object> = {};
for (const { folder, height, svg } of drawings) {
  const target = new URL(`${folder}/`, folders);
  await rm(target, { recursive: true, force: true });
  await mkdir(target, { recursive: true });
  manifest[folder] = await draw(svg, height, target);
}
await writeFile(new URL('manifest.json', folders), `${JSON.stringify(manifest, null, 2)}\n`);

async function draw(svg: string, height: number, target: URL): Promise<object> {
  const picture = await sharp(Buffer.from(svg)).flatten().png().toBuffer();
  const original = await encode(picture, 'jpg');
  await writeFile(new URL('original.jpg', target), original.bytes);

  const renditions = [];
  for (const [suffix, tallness] of [
    ['', height / canvasWidth],
    ['-16x9', 9 / 16],
  ] as const) {
    for (const [size, width] of Object.entries(widths)) {
      const resized = await sharp(picture)
        .resize(width, Math.round(width * tallness))
        .png()
        .toBuffer();
      for (const extension of ['webp', 'jpg'] as const) {
        const { bytes, facts } = await encode(resized, extension);
        const { width, height, sha256 } = facts;
        const name = `${size}${suffix}`;
        await writeFile(new URL(`${name}.${extension}`, target), bytes);
        renditions.push({ name, extension, width, height, bytes: bytes.length, sha256 });
      }
    }
  }
  const { width, height: originalHeight, sha256 } = original.facts;
  return {
    original: {
      mimeType: mimeTypes.jpg,
      bytes: original.bytes.length,
      width,
      height: originalHeight,
      sha256,
    },
    renditions,
  };
}

async function encode(picture: Buffer, extension: Extension) {
  const encoder =
    extension === 'jpg'
      ? sharp(picture).jpeg({ mozjpeg: true, quality: 20 })
      : sharp(picture).webp({ quality: 25, effort: 6 });
  const { data, info } = await encoder.toBuffer({ resolveWithObject: true });
  const sha256 = createHash('sha256').update(data).digest('hex');
  return { bytes: data, facts: { width: info.width, height: info.height, sha256 } };
}
