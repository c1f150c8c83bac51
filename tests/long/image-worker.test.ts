/** What pictures cost: each in a fresh darkroom process, from the look at it to its largest files. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Answer, Cut, Inspected, Job } from '../../src/library/pictures/worker/jobs.ts';
import { planRenditions } from '../../src/library/pictures/renditions/plan.ts';
import { defaultWidths } from '../../src/library/site.ts';
import { drawing } from '../support/pictures.ts';

const folder = await mkdtemp(join(tmpdir(), 'image-worker-'));
afterAll(() => rm(folder, { recursive: true }));

async function startImageWorker(): Promise<ChildProcess> {
  const program = fileURLToPath(new URL('../../src/library/pictures/worker/process.ts', import.meta.url));
  const env = { MALLOC_ARENA_MAX: '1' };
  const child = fork(program, { execArgv: [], env, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  await once(child, 'message');
  return child;
}

async function ask(child: ChildProcess, job: Job): Promise<Answer> {
  const answered = once(child, 'message');
  child.send(job);
  const died = once(child, 'exit').then(() => [{ failed: 'It died.' }]);
  const [answer] = (await Promise.race([answered, died])) as [Answer];
  return answer;
}

/** The most memory that a process has held, in MB; 0 where the system does not tell. */
function peakOf({ pid }: ChildProcess): number {
  const path = `/proc/${pid}/status`;
  if (!existsSync(path)) return 0;
  return Math.round((Number(/VmHWM:\s+(\d+)/.exec(readFileSync(path, 'utf8'))?.[1]) * 1024) / 1e6);
}

/** Makes what costs most of a picture: its widest files, whole and in one crop; AVIF of the whole, which is larger. */
async function develop(child: ChildProcess, path: string, found: Inspected): Promise<void> {
  const picture = { ...found, sha256: '', crop: null, crops: null, focalPoint: null };
  const planned = planRenditions(picture, defaultWidths);
  for (const ratio of ['original', '16x9'] as const) {
    const { region, width, height } = planned.findLast((one) => one.ratio === ratio)!;
    const to = join(folder, 'pixels');
    const cut = await ask(child, { kind: 'cut', path, region, width, height, to });
    expect(cut).toHaveProperty('done');
    for (const extension of ratio === 'original'
      ? (['webp', 'jpg', 'avif'] as const)
      : (['webp', 'jpg'] as const)) {
      const output = { width, height, extension, path: join(folder, 'made') };
      const job = { kind: 'save' as const, cut: (cut as { done: Cut }).done, xmp: '<x/>', output };
      expect(await ask(child, job)).toHaveProperty('done');
    }
  }
}

function flat(width: number, height: number, channels: 3 | 4 = 3): Sharp {
  const background = { r: 51, g: 102, b: 153, alpha: 0.5 };
  return sharp({ create: { width, height, channels, background }, limitInputPixels: false });
}

/** What a picture is, whether it is taken, and the picture. */
const large: [what: string, taken: boolean, made: Sharp][] = [
  ['64 megapixels, AVIF', false, flat(7990, 7990).avif({ effort: 0 })],
  [
    '64 megapixels, PNG RGBA of 16 bits, interlaced',
    false,
    flat(7990, 7990, 4).toColourspace('rgb16').png({ progressive: true }),
  ],
  ['64 megapixels, WebP', false, flat(7990, 7990).webp({ lossless: true, effort: 0 })],
  ['64 megapixels, PNG RGBA, interlaced', false, flat(7990, 7990, 4).png({ progressive: true })],
  ['64 megapixels, JPEG, progressive', false, flat(7990, 7990).jpeg({ progressive: true })],
  ['60 megapixels, JPEG on its side', false, flat(9500, 6300).withMetadata({ orientation: 6 }).jpeg()],
  ['45 megapixels, a tall JPEG', true, flat(1500, 29_900).jpeg()],
  [
    '24 megapixels, JPEG, progressive',
    true,
    flat(6000, 4000).jpeg({ progressive: true, chromaSubsampling: '4:4:4' }),
  ],
  ['12 megapixels, tall JPEG', true, flat(1600, 7490).jpeg()],
  ['24 megapixels, JPEG', true, flat(6000, 4000).jpeg()],
  ['24 megapixels, PNG', true, flat(6000, 4000).png()],
  ['24 megapixels, TIFF', true, flat(6000, 4000).tiff({ compression: 'lzw' })],
  ['50 megapixels, JPEG', true, flat(8688, 5792).jpeg()],
  ['51 megapixels, JPEG on its side', true, flat(8256, 6192).withMetadata({ orientation: 6 }).jpeg()],
  ['50 megapixels, JPEG, progressive', true, flat(8688, 5792).jpeg({ progressive: true })],
  [
    '33 megapixels, JPEG, progressive in 4:4:4',
    true,
    flat(6600, 5000).jpeg({ progressive: true, chromaSubsampling: '4:4:4' }),
  ],
  ['41 megapixels, PNG RGBA, interlaced', true, flat(7500, 5500, 4).png({ progressive: true })],
  [
    '20 megapixels, PNG RGBA of 16 bits, interlaced',
    true,
    flat(5500, 3750, 4).toColourspace('rgb16').png({ progressive: true }),
  ],
  ['24 megapixels, WebP', true, flat(6000, 4000, 4).webp({ lossless: true, effort: 0 })],
  ['39 megapixels, GIF', true, flat(7000, 5600).gif()],
  ['12 megapixels, AVIF', true, flat(4032, 3024).avif({ effort: 0 })],
  ['6 megapixels, AVIF of 10 bits', true, flat(2800, 2200, 4).avif({ effort: 0, bitdepth: 10 })],
];

describe('a picture in the darkroom', () => {
  // What a worker holds that has looked at a small picture is the same each time.
  let idlePeak: number;
  beforeAll(async () => {
    const idle = await startImageWorker();
    const small = join(folder, 'small');
    await drawing().jpeg().toFile(small);
    await ask(idle, { kind: 'inspect', path: small });
    idlePeak = peakOf(idle);
    idle.kill();
  });

  it.each(large)('of %s, costs less than 300 MB', async (what, taken, made) => {
    const path = join(folder, 'picture');
    await made.toFile(path);
    const child = await startImageWorker();
    onTestFinished(() => void child.kill());
    const began = performance.now();
    const answer = await ask(child, { kind: 'inspect', path });
    const ms = Math.round(performance.now() - began);
    if (taken) {
      expect(answer).toHaveProperty('done');
      await develop(child, path, (answer as { done: Inspected }).done);
    } else expect(answer).toHaveProperty('refused');
    console.log(`${what}: looked at in ${ms} ms, +${peakOf(child) - idlePeak} MB`);
    expect(peakOf(child) - idlePeak).toBeLessThan(300);
  });
});
