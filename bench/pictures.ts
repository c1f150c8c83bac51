/**
 * `npm run bench:pictures`: what it takes to take pictures in, against plain sharp doing the same work in the same run,
 * one picture after the other. `--pictures 12 --rounds 3`, and `--results FILE` as in `run.ts`.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { makeKey } from '../src/access/key.ts';
import { bundle } from './bundle.ts';
import { findMachine } from './machine.ts';
import { median } from './measure.ts';
import { startServer } from './processes.ts';
import { writeSection } from './report.ts';
import { say } from './say.ts';

const { values } = parseArgs({
  options: {
    pictures: { type: 'string', default: '12' },
    rounds: { type: 'string', default: '3' },
    results: { type: 'string', default: 'bench/RESULTS.md' },
  },
});
const [count, rounds] = [Number(values.pictures), Number(values.rounds)];
const widths = [320, 640, 1024, 1600];
const folder = await mkdtemp(join(tmpdir(), 'dateline-pictures-'));
const { secret } = makeKey();
const headers = { authorization: `Bearer ${secret}` };
const server = await startServer(bundle, {
  environment: { PORT: '0', SEED: 'none', DATA_DIR: folder, ADMIN_API_KEY: secret },
});
try {
  const results: { perSecond: number; firstMs: number; readyMs: number; plainMs: number }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const [first, ...paths] = await makePictures(round);
    const plainMs = await timed(() => inTurn(paths, renderPlainly));
    const firstMs = await timed(() => serveFirst(first!, round));
    const began = performance.now();
    const uploadsMs = await timed(() => inTurn(paths, upload));
    await allReady();
    results.push({
      perSecond: (count * 1000) / uploadsMs,
      firstMs,
      readyMs: performance.now() - began,
      plainMs,
    });
  }
  function of(name: keyof (typeof results)[number]): number {
    return median(results.map((result) => result[name]));
  }
  const ratio = median(results.map(({ readyMs, plainMs }) => plainMs / readyMs));
  const lines = [
    `${findMachine().description}. ${count} photographs of 6 megapixels, ${rounds} rounds; medians.`,
    `Uploads answered, one after the other: ${of('perSecond').toFixed(1)} a second.`,
    `From the first byte of an upload to the last of its first rendition, its use in public between: ${of('firstMs').toFixed(0)} ms.`,
    `All renditions made: ${ratio.toFixed(2)} of the speed of plain sharp (${(of('plainMs') / count).toFixed(0)} ms a picture).`,
  ];
  lines.forEach(say);
  await writeSection(values.results, 'Pictures', lines.join('\n\n'));
} finally {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}

/** Photographs, as far as an encoder can tell: soft shapes and grain, each with bytes of its own. */
async function makePictures(round: number): Promise<string[]> {
  const paths: string[] = [];
  for (let index = 0; index <= count; index += 1) {
    const path = join(folder, `${round}-${index}.jpg`);
    const noise = { type: 'gaussian' as const, mean: 128, sigma: 40 };
    const grain = sharp({ create: { width: 750, height: 500, channels: 3, background: '#888', noise } });
    await sharp(await grain.png().toBuffer())
      .resize(3000, 2000, { kernel: 'cubic' })
      .jpeg({ quality: 88 })
      .toFile(path);
    paths.push(path);
  }
  return paths;
}

/** What Dateline does with an upload, without Dateline: looked at once, and sixteen files. */
async function renderPlainly(path: string): Promise<void> {
  await sharp(path).resize(256, 256, { fit: 'inside' }).raw().toBuffer();
  for (const tallness of [2 / 3, 9 / 16]) {
    for (const width of widths) {
      const resized = sharp(path).resize(width, Math.round(width * tallness), { fit: 'cover' });
      await resized
        .clone()
        .jpeg({ quality: 80, progressive: true, mozjpeg: true })
        .toFile(`${path}.${width}.jpg`);
      await resized.clone().webp({ quality: 78, effort: 4 }).toFile(`${path}.${width}.webp`);
    }
  }
}

async function upload(path: string): Promise<{ id: string; src: string }> {
  const form = new FormData();
  form.append('fields', JSON.stringify({ captions: { en: { decorative: true } } }));
  form.append('file', new Blob([new Uint8Array(await readFile(path))]), 'photo.jpg');
  const answer = await ask('/v1/desk/media', { method: 'POST', body: form });
  return ((await answer.json()) as { data: [{ media: { id: string; src: string } }] }).data[0].media;
}

async function serveFirst(path: string, round: number): Promise<void> {
  const { id, src } = await upload(path);
  const agency = JSON.stringify({ name: `Agency ${round}`, kind: 'wire', logo: id });
  await ask('/v1/desk/agencies', { method: 'POST', body: agency, type: 'application/json' });
  await (await ask(new URL(src).pathname)).arrayBuffer();
}

async function allReady(): Promise<void> {
  for (;;) {
    const { data } = (await (await ask('/v1/desk/media?limit=100')).json()) as {
      data: { renditionsState: string }[];
    };
    if (data.every(({ renditionsState }) => renditionsState !== 'processing')) return;
    await wait(10);
  }
}

async function ask(
  path: string,
  { type, ...init }: { method?: string; body?: FormData | string; type?: string } = {},
): Promise<Response> {
  const answer = await fetch(new URL(path, server.address), {
    ...init,
    headers: { ...headers, ...(type ? { 'content-type': type } : {}) },
  });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return answer;
}

async function inTurn(paths: string[], work: (path: string) => Promise<unknown>): Promise<void> {
  for (const path of paths) await work(path);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
