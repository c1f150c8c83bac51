/**
 * Draws five pictures with faces, makes every rendition of them as the server would, and lays them out on one sheet, to
 * be looked at: `node bench/contact-sheet.ts [file]`.
 */
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { renderPart } from '../seeds/render-part.ts';
import { openImageWorker } from '../src/library/pictures/worker/image-worker.ts';
import { toXmp } from '../src/library/pictures/renditions/file-metadata.ts';
import { planRenditions } from '../src/library/pictures/renditions/plan.ts';
import { ratios } from '../src/library/picture-shapes.ts';
import { defaultWidths } from '../src/library/site.ts';

/** Where the faces are, in per cent, and how large the picture is. */
const scenes = [
  { name: 'one, left', width: 1800, height: 1200, faces: [[18, 40]], ground: '#7a8f9c' },
  { name: 'one, upper right', width: 1800, height: 1200, faces: [[82, 22]], ground: '#8a7a5c' },
  {
    name: 'two, wide',
    width: 2400,
    height: 900,
    faces: [
      [62, 45],
      [74, 50],
    ],
    ground: '#4c6a58',
  },
  { name: 'one, tall', width: 1000, height: 1700, faces: [[50, 16]], ground: '#9a5f5f' },
  {
    name: 'a row',
    width: 1800,
    height: 1200,
    faces: [
      [25, 60],
      [40, 58],
      [55, 61],
    ],
    ground: '#5f6a8f',
  },
] as const;

const nothingSaid = {
  creators: [],
  ...{
    creditLine: undefined,
    notice: undefined,
    usageTerms: undefined,
    holder: undefined,
    digitalSourceType: undefined,
    webStatement: undefined,
    licensors: undefined,
    dataMining: undefined,
    otherConstraints: undefined,
  },
  altTexts: [],
};
const cell = 220;
const target = process.argv[2] ?? join(tmpdir(), 'contact-sheet.png');
const folder = await mkdtemp(join(tmpdir(), 'contact-sheet-'));
const imageWorker = openImageWorker();
const tiles: { input: Buffer; left: number; top: number }[] = [];
for (const [row, scene] of scenes.entries()) {
  const path = join(folder, `${row}.jpg`);
  await writeFile(
    path,
    await sharp(Buffer.from(draw(scene)))
      .jpeg()
      .toBuffer(),
  );
  const found = await imageWorker.run({ kind: 'inspect', path });
  const sha256 = createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
  const planned = planRenditions(
    { ...found, sha256, crop: null, crops: null, focalPoint: null },
    defaultWidths,
  );
  const outputs = planned.map(({ name, width, height }) => ({
    ...{ width, height, extension: 'webp' as const },
    path: join(folder, `${row}-${name}.webp`),
  }));
  for (const [index, { region }] of planned.entries()) {
    const part = { path, region, xmp: toXmp(nothingSaid), outputs: [outputs[index]!] };
    await renderPart(imageWorker, { ...part, scratch: join(folder, 'pixels') });
  }
  for (const [index, { ratio, name }] of planned.entries()) {
    const column = ratios.indexOf(ratio);
    const size = Object.keys(defaultWidths).indexOf(name.split('-')[0]!);
    const side = Math.round(cell / (size === 3 ? 1 : 3)) - 6;
    const tile = await sharp(outputs[index]!.path).resize(side, side, { fit: 'inside' }).png().toBuffer();
    const left = column * (cell + 90) + (size === 3 ? 0 : cell + 4);
    tiles.push({ input: tile, left, top: row * cell + (size === 3 ? 0 : size * Math.round(cell / 3)) });
  }
  const { x, y } = found.foundFocalPoint;
  console.log(`${scene.name}: the eye is drawn to ${x} %, ${y} %; faces at ${JSON.stringify(scene.faces)}`);
}
imageWorker.close();
await sharp({
  create: {
    width: ratios.length * (cell + 90),
    height: scenes.length * cell,
    channels: 3,
    background: '#fff',
  },
})
  .composite(tiles)
  .png()
  .toFile(target);
await rm(folder, { recursive: true });
console.log(`${target}: a row for each picture, a column for each ratio (${ratios.join(', ')})`);

function draw({ width, height, faces, ground }: (typeof scenes)[number]): string {
  const radius = Math.min(width, height) / 11;
  const people = faces.map(([x, y]) => {
    const [cx, cy] = [(x / 100) * width, (y / 100) * height];
    function eye(side: number): string {
      return `<circle cx="${cx + side * radius * 0.4}" cy="${cy - radius * 0.2}" r="${radius * 0.1}" fill="#30201a"/>`;
    }
    return `<ellipse cx="${cx}" cy="${cy + radius * 2.6}" rx="${radius * 1.6}" ry="${radius * 1.7}" fill="#2c3440"/>
      <circle cx="${cx}" cy="${cy}" r="${radius}" fill="#d9a282"/>${eye(-1)}${eye(1)}
      <path d="M${cx - radius * 0.4} ${cy + radius * 0.4}q${radius * 0.4} ${radius * 0.35} ${radius * 0.8} 0" stroke="#a04a3c" stroke-width="${radius * 0.12}" fill="none"/>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="${ground}"/>${people.join('')}</svg>`;
}
