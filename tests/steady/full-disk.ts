import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import type { Harness, Outcome } from './harness.ts';
import { openProcess, type Newsroom } from './server-process.ts';

const megabyte = 1024 * 1024;

/** A disk that fills up while editors write, and is given room again. */
export const fullDisk: Harness = {
  name: 'full-disk',
  promise:
    'with a full disk stories are read and writes get 503, no acknowledged write is lost, health and the log say why, and all goes on without a restart when there is room',
  async play(size) {
    const disk = mkdtempSync(join(tmpdir(), 'dateline-disk-'));
    if (!mounted(disk, size === 'small' ? 24 : 64)) {
      rmSync(disk, { recursive: true });
      return { broken: [], figures: { 'not played': 'no disk of its own can be mounted here' } };
    }
    const newsroom = await openProcess({ DATA_DIR: disk, MEDIA_DIR: join(disk, 'media'), LOG_LEVEL: 'info' });
    try {
      await newsroom.start();
      return await fillAndFree(newsroom, disk);
    } finally {
      await newsroom.clear();
      execFileSync('umount', [disk]);
      rmSync(disk, { recursive: true });
    }
  },
};

async function fillAndFree(newsroom: Newsroom, disk: string): Promise<Outcome> {
  const broken: string[] = [];
  const acknowledged: string[] = [];
  const ballast = join(disk, 'ballast');
  // Half of the room is the ballast that is thrown off later.
  writeFileSync(ballast, Buffer.alloc(freeBytes(disk) / 2));
  const early = await degradedUntil(
    newsroom,
    (names) => names.includes('disk'),
    () => grow(newsroom, acknowledged, disk),
  );
  if (!early) broken.push('health never said that the disk was almost full');

  const refusals = await writeUntilRefused(newsroom, acknowledged);
  broken.push(
    ...refusals
      .filter((answer) => !/^503 with Retry-After$/.test(answer))
      .map((answer) => `a write was answered ${answer}`),
  );
  if (
    !(await degradedUntil(
      newsroom,
      (names) => names.includes('writes'),
      () => pause(200),
    ))
  )
    broken.push('health never said that writes are refused');
  broken.push(...(await unreadable(newsroom, acknowledged)));
  const ready = await fetch(`${newsroom.address}/health/ready`);
  if (ready.status !== 200) broken.push(`the server was not ready for readers: ${ready.status}`);
  const lines = newsroom
    .output()
    .split('\n')
    .filter((line) => line.includes('writes to the database are refused'));
  if (lines.length !== 1)
    broken.push(`${lines.length} lines of the log tell of refused writes, not one in the first minute`);

  rmSync(ballast);
  const freedAt = performance.now();
  let after = await create(newsroom, 'after', 60_000);
  for (let tries = 0; tries < 50 && after.status !== 201; tries += 1) {
    await pause(200);
    after = await create(newsroom, 'after', 60_000);
  }
  const recoveredMs = Math.round(performance.now() - freedAt);
  if (after.status !== 201) broken.push(`a write was answered ${after.status}, and there is room`);
  const isWell = await degradedUntil(
    newsroom,
    (names) => !names.includes('writes'),
    () => pause(200),
  );
  if (!isWell) broken.push('health says that writes are refused, and there is room');
  acknowledged.push(after.headline);
  broken.push(...(await unreadable(newsroom, acknowledged)));
  await newsroom.stop();
  broken.push(...lostIn(join(disk, 'dateline.db'), acknowledged));
  return {
    broken,
    figures: {
      'writes acknowledged': acknowledged.length,
      'writes refused': refusals.length,
      'until writes went on by themselves, ms': recoveredMs,
    },
  };
}

type Created = { status: number; headline: string; retryAfter: string | null };

/** Creates a story with a text of so many characters. */
async function create({ address, secret }: Newsroom, mark: string, characters: number): Promise<Created> {
  const headline = `Story ${mark}`;
  const response = await fetch(`${address}/v1/desk/articles`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
    body: JSON.stringify({ headline, bodyText: `${mark} `.repeat(characters / (mark.length + 1)) }),
  });
  await response.arrayBuffer();
  return { status: response.status, headline, retryAfter: response.headers.get('retry-after') };
}

/** Writes a little more, while there is room. */
async function grow(newsroom: Newsroom, acknowledged: string[], disk: string): Promise<void> {
  if (freeBytes(disk) < megabyte) return;
  const { status, headline } = await create(newsroom, `grow${acknowledged.length}`, 60_000);
  if (status === 201) acknowledged.push(headline);
}

/** Writes until twenty writes were refused. Gives how each was. */
async function writeUntilRefused(newsroom: Newsroom, acknowledged: string[]): Promise<string[]> {
  const refusals: string[] = [];
  for (let number = 0; refusals.length < 20 && number < 5_000; number += 1) {
    const { status, headline, retryAfter } = await create(newsroom, `fill${number}`, 60_000);
    if (status === 201) acknowledged.push(headline);
    else refusals.push(`${status} ${retryAfter === null ? 'without' : 'with'} Retry-After`);
  }
  return refusals;
}

/** Whether what health says is degraded becomes as expected within a minute, while `meanwhile` is done. */
async function degradedUntil(
  { address }: Newsroom,
  isAsExpected: (names: string[]) => boolean,
  meanwhile: () => Promise<void>,
): Promise<boolean> {
  const until = performance.now() + 60_000;
  while (performance.now() < until) {
    const { degraded = [] } = (await (await fetch(`${address}/health/ready`)).json()) as {
      degraded?: unknown[];
    };
    if (isAsExpected(degraded.map((one) => (typeof one === 'string' ? one : (one as { name: string }).name))))
      return true;
    await meanwhile();
  }
  return false;
}

/** What a reader and an editor cannot read, and should. */
async function unreadable({ address, secret }: Newsroom, acknowledged: string[]): Promise<string[]> {
  const list = await fetch(`${address}/v1/articles?limit=20`);
  const found = await fetch(`${address}/v1/desk/search?q=${encodeURIComponent(acknowledged.at(-1)!)}`, {
    headers: { authorization: `Bearer ${secret}` },
  });
  return [list, found]
    .filter(({ status }) => status !== 200)
    .map(({ url, status }) => `${url} answered ${status}`);
}

function lostIn(file: string, acknowledged: string[]): string[] {
  const database = new Sqlite(file, { readonly: true });
  const there = new Set(database.prepare('SELECT headline FROM articles').pluck().all() as string[]);
  const integrity = database.pragma('integrity_check', { simple: true }) as string;
  database.close();
  return [
    ...acknowledged
      .filter((headline) => !there.has(headline))
      .map((headline) => `${headline} was acknowledged, and is lost`),
    ...(integrity === 'ok' ? [] : [`the file is damaged: ${integrity}`]),
  ];
}

function freeBytes(disk: string): number {
  const { bavail, bsize } = statfsSync(disk);
  return bavail * bsize;
}

function mounted(disk: string, megabytes: number): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', disk], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
