/** Draws the placeholder pictures anew, as the server would take and render them: `node seeds/placeholders.ts`. */
import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { openImageWorker } from '../src/library/pictures/worker/image-worker.ts';
import type { Output } from '../src/library/pictures/worker/jobs.ts';
import { captionRow } from '../src/library/pictures/records/caption.ts';
import { metadataOf, toXmp } from '../src/library/pictures/renditions/file-metadata.ts';
import { planRenditions, renditionsHash } from '../src/library/pictures/renditions/plan.ts';
import { CaptionsIn, MediaIn } from '../src/library/pictures/records/input.ts';
import { defaultWidths } from '../src/library/site.ts';
import { renderPart } from './render-part.ts';
import { newsroom } from './newsroom.ts';
import { drawings } from './placeholder-drawings.ts';

const defaultLocale = 'en';
const folders = new URL('./media/', import.meta.url);
const imageWorker = openImageWorker();
const scratch = join(tmpdir(), `placeholder-${process.pid}`);
const manifest: Record<string, object> = {};
for (const { folder, svg } of drawings) {
  const target = new URL(`${folder}/`, folders);
  await rm(target, { recursive: true, force: true });
  await mkdir(target, { recursive: true });
  manifest[folder] = await develop(folder, svg, target);
}
imageWorker.close();
await rm(scratch, { force: true });
await writeFile(new URL('manifest.json', folders), `${JSON.stringify(manifest, null, 2)}\n`);

async function develop(folder: string, svg: string, target: URL): Promise<object> {
  const path = fileURLToPath(new URL('original.jpg', target));
  const bytes = await sharp(Buffer.from(svg)).flatten().jpeg({ mozjpeg: true, quality: 20 }).toBuffer();
  await writeFile(path, bytes);
  const original = {
    ...(await imageWorker.run({ kind: 'inspect', path })),
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
  const picture = { ...original, ...described(folder) };
  const outputs = planRenditions(picture, defaultWidths)
    .filter(({ ratio }) => ratio === 'original' || ratio === '16x9')
    .flatMap(({ name, width, height, region }) =>
      (['webp', 'jpg'] as const).map((extension): Output & { name: string; region: typeof region } => ({
        name,
        region,
        width,
        height,
        extension,
        path: fileURLToPath(new URL(`${name}.${extension}`, target)),
      })),
    );
  const xmp = toXmp(metadataOf(picture, defaultLocale));
  const renditions: object[] = [];
  for (const { name, region, ...output } of outputs) {
    const [file] = await renderPart(imageWorker, { path, region, xmp, outputs: [output], scratch });
    renditions.push({ name, extension: output.extension, ...file });
  }
  return { original, hash: renditionsHash(picture, defaultWidths, defaultLocale), renditions };
}

/** What the seed says of a picture, as its row will. */
function described(folder: string) {
  const { id, fields, captions } = newsroom.media.find((item) => item.folder === folder)!;
  const {
    creators = null,
    creditLine = null,
    rights = null,
    digitalSourceType = null,
  } = MediaIn.parse(fields);
  const rows = Object.entries(CaptionsIn.parse(captions)).map(([locale, words]) =>
    captionRow(id, locale, words, 0),
  );
  return {
    ...{ creators, creditLine, rights, digitalSourceType, captions: rows },
    ...{ crop: null, crops: null, focalPoint: null },
  };
}
