/** What a picture may cost, by its header, and how those that lie on their side are read. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, it, onTestFinished } from 'vitest';
import { mostPixelsOf } from '../../src/library/pictures/worker/cost.ts';
import { cut } from '../../src/library/pictures/worker/render.ts';
import { planRenditions } from '../../src/library/pictures/renditions/plan.ts';
import { defaultWidths } from '../../src/library/site.ts';

function picture(channels: 3 | 4 = 3) {
  return sharp({ create: { width: 40, height: 30, channels, background: { r: 9, g: 8, b: 7, alpha: 0.5 } } });
}

async function millionsOf(made: Sharp): Promise<number> {
  return Math.floor(mostPixelsOf(await sharp(await made.toBuffer()).metadata()) / 1e6);
}

describe('what is taken', () => {
  it('is what a camera makes, in any format that is read line by line', async () => {
    expect(await millionsOf(picture().jpeg())).toBe(52);
    expect(await millionsOf(picture().png())).toBe(52);
    expect(await millionsOf(picture().jpeg({ progressive: true }))).toBe(52);
    expect(await millionsOf(picture().tiff())).toBe(52);
  });

  it('is less where a picture has to be held whole', async () => {
    expect(await millionsOf(picture().avif())).toBe(13);
    expect(await millionsOf(picture().avif({ bitdepth: 10 }))).toBe(6);
    expect(await millionsOf(picture().webp())).toBe(25);
    expect(await millionsOf(picture().gif())).toBe(40);
    expect(await millionsOf(picture().jpeg({ progressive: true, chromaSubsampling: '4:4:4' }))).toBe(33);
    expect(await millionsOf(picture(4).png({ progressive: true }))).toBe(41);
    expect(await millionsOf(picture(4).toColourspace('rgb16').png({ progressive: true }))).toBe(20);
    expect(await millionsOf(picture().toColourspace('rgb16').tiff({ compression: 'lzw' }))).toBe(33);
  });
});

describe('what is made', () => {
  it('of a tall picture is no larger than can be made in every format', () => {
    const planned = planRenditions(
      {
        width: 1500,
        height: 20_000,
        sha256: '',
        crop: null,
        crops: null,
        focalPoint: null,
        foundFocalPoint: null,
      },
      defaultWidths,
    );
    const wholes = planned.filter(({ ratio }) => ratio === 'original');
    expect(wholes.map(({ name, width }) => [name, width])).toEqual([
      ['xs', 320],
      ['sm', 640],
      ['md', 821],
    ]);
    for (const { width, height } of planned) expect(width * height).toBeLessThanOrEqual(9_000_000);
  });

  it('is upright, however the picture lies in its file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'upright-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="50"><rect width="80" height="50" fill="#fff"/><rect width="20" height="10" fill="#f00"/><rect x="60" width="10" height="30" fill="#00f"/></svg>';
    for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8]) {
      const path = join(folder, `${orientation}.png`);
      await sharp(Buffer.from(svg)).flatten().withMetadata({ orientation }).png().toFile(path);
      const upright = await sharp(path).autoOrient().toBuffer({ resolveWithObject: true });
      const region = { left: 3, top: 5, width: upright.info.width - 10, height: upright.info.height - 9 };
      const to = join(folder, 'pixels');
      await cut({ kind: 'cut', path, region, width: region.width, height: region.height, to });
      const expected = await sharp(upright.data).extract(region).raw().toBuffer();
      const pixels = await sharp(to).raw().toBuffer();
      expect([orientation, pixels.equals(expected)]).toEqual([orientation, true]);
    }
  });
});
