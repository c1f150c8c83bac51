import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import Sqlite from 'better-sqlite3';
import { generateStories } from '../../bench/generate.ts';
import { findingsIn } from '../support/doctor.ts';
import { chanceOf } from './chance.ts';
import type { Harness } from './harness.ts';
import { brokenPromises } from './promises.ts';
import { openProcess, type Newsroom } from './server-process.ts';
import { type Acknowledged, write } from './writer.ts';

const run = promisify(execFile);
const program = fileURLToPath(new URL('../../bin/dateline.js', import.meta.url));

/** Backups of a newsroom with many stories while desks write; each is verified, restored, and searched for every write. */
export const backups: Harness = {
  name: 'backups',
  promise:
    'a backup beside a server under load is whole when restored, and has every write that was acknowledged before it began',
  fillsMachine: true,
  async play(size) {
    const [times, stories, desks] = size === 'small' ? [2, 2_000, 4] : [10, 20_000, 8];
    const newsroom = await openProcess();
    const place = await mkdtemp(join(tmpdir(), 'dateline-backups-'));
    try {
      await newsroom.start();
      await newsroom.stop();
      generateStories({ file: newsroom.file, stories, bodyBytes: 3_000 });
      // The generator writes no search indexes.
      await command(newsroom.folder, 'doctor', '--repair');
      await newsroom.start();
      const { taken, saves, alone } = await backUpUnderLoad(newsroom, { times, desks, place });
      const broken = taken.length < times ? [`only ${taken.length} of ${times} backups were made`] : [];
      const restoreMs: number[] = [];
      for (const { name, before } of taken) {
        const { faults, tookMs } = await restoreAndCompare(place, name, before);
        broken.push(...faults.map((fault) => `${name}: ${fault}`));
        restoreMs.push(tookMs);
      }
      if (saves.length < times * 5) broken.push(`only ${saves.length} saves were done beside the backups`);
      return {
        broken,
        figures: {
          stories,
          'database, MB': Math.round((await stat(newsroom.file)).size / 1024 / 1024),
          'writes before the last backup': taken.at(-1)?.before.length ?? 0,
          'backup, ms (slowest)': Math.max(...taken.map(({ tookMs }) => tookMs)),
          'restore, ms (slowest)': Math.max(...restoreMs),
          'saves beside the backups': saves.length,
          ...quantiles('save beside a backup', saves),
          ...quantiles('save without a backup', alone),
        },
      };
    } finally {
      await newsroom.clear();
      await rm(place, { recursive: true, force: true });
    }
  },
};

async function command(folder: string, ...words: string[]): Promise<string> {
  const env = { PATH: process.env['PATH'], DATA_DIR: folder };
  return (await run(process.execPath, [program, ...words], { env })).stdout;
}

type Taken = { name: string; before: Acknowledged[]; tookMs: number };

async function backUpUnderLoad(
  newsroom: Newsroom,
  { times, desks, place }: { times: number; desks: number; place: string },
) {
  let over = false;
  const logs = Array.from({ length: desks }, (): Acknowledged[] => []);
  const writing = Promise.all(
    logs.map((log, index) =>
      write({ ...newsroom, name: `desk${index}`, chance: chanceOf(index + 1), log }, () => over),
    ),
  );
  const saves: number[] = [];
  const alone: number[] = [];
  const taken: Taken[] = [];
  try {
    for (let number = 0; number < times; number += 1) {
      await pause(200);
      for (let save = 0; save < 30; save += 1) alone.push(await saveOnce(newsroom));
      const before = logs.flat();
      const beganAt = performance.now();
      let isDone = false;
      const made = command(newsroom.folder, 'backup', place, '--json').finally(() => (isDone = true));
      while (!isDone) saves.push(await saveOnce(newsroom));
      const { name } = JSON.parse(await made) as { name: string };
      taken.push({ name, before, tookMs: Math.round(performance.now() - beganAt) });
    }
  } finally {
    over = true;
    await writing;
  }
  return { taken, saves, alone };
}

/** How long an editor waits for a new story, in milliseconds. */
async function saveOnce({ address, secret }: Newsroom): Promise<number> {
  const beganAt = performance.now();
  const response = await fetch(`${address}/v1/desk/articles`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
    body: JSON.stringify({ headline: 'Saved beside a backup', bodyText: 'A text.' }),
  });
  await response.arrayBuffer();
  if (response.status !== 201) throw new Error(`A save beside a backup was answered ${response.status}.`);
  return Math.round((performance.now() - beganAt) * 10) / 10;
}

function quantiles(what: string, ms: number[]): Record<string, number> {
  const sorted = ms.toSorted((a, b) => a - b);
  return {
    [`${what}, ms (p50)`]: sorted[Math.floor(sorted.length / 2)] ?? 0,
    [`${what}, ms (p99)`]: sorted[Math.floor(sorted.length * 0.99)] ?? 0,
  };
}

async function restoreAndCompare(place: string, name: string, before: Acknowledged[]) {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-restored-'));
  try {
    await command(folder, 'backup', '--verify', place, name);
    const beganAt = performance.now();
    await command(folder, 'restore', place, name);
    const tookMs = Math.round(performance.now() - beganAt);
    const file = join(folder, 'dateline.db');
    const database = new Sqlite(file, { readonly: true });
    const faults = brokenPromises(database, before);
    database.close();
    return { faults: [...faults, ...(await findingsIn(file))], tookMs };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
