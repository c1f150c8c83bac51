import { setTimeout as pause } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import type { Harness } from './harness.ts';
import { openProcess, type Newsroom } from './server-process.ts';
import {
  type Ends,
  keepAsking,
  keepPipelining,
  keepUploading,
  lastMomentHeadline,
} from './stubborn-clients.ts';

/** A server that is told to stop while clients keep their connections busy. */
export const stops: Harness = {
  name: 'stops',
  promise:
    'no request that was read fails when the server stops, every answer of a stop closes its connection, and a stop while it starts leaves nothing half done',
  fillsMachine: true,
  async play(size) {
    const rounds = size === 'small' ? 4 : 20;
    const broken: string[] = [];
    const totals = { answered: 0, told: 0, uploads: 0, turnedAway: 0 };
    let slowestMs = 0;
    for (let round = 0; round < rounds; round++) {
      // Without a delay nobody was told to go before the port closes.
      const delay = round % 2 === 0 ? '1' : '0';
      const { ends, ms, faults } = await stopUnderLoad(delay, round % 4 === 3 ? 'SIGINT' : 'SIGTERM');
      slowestMs = Math.max(slowestMs, ms);
      for (const end of ends) {
        totals.answered += end.answered;
        totals.told += end.told;
        totals.turnedAway += end.turnedAway;
        faults.push(...end.broken);
      }
      broken.push(...faults.map((fault) => `stop ${round + 1}, STOP_DELAY=${delay}: ${fault}`));
    }
    if (totals.told === 0) broken.push('no answer told a client to go');
    broken.push(...(await stopWhileStarting(rounds)), ...(await stopTwice()));
    return {
      broken,
      figures: {
        stops: rounds,
        'requests answered': totals.answered,
        'answers that closed their connection': totals.told,
        'new connections that were never read': totals.turnedAway,
        'from the signal to the end, ms (slowest)': Math.round(slowestMs),
      },
    };
  },
};

async function stopUnderLoad(
  delay: string,
  signal: NodeJS.Signals,
): Promise<{ ends: Ends[]; ms: number; faults: string[] }> {
  const newsroom = await openProcess({ STOP_DELAY: delay });
  try {
    await newsroom.start();
    const created: string[] = [];
    const load = [
      ...clients(12, () => keepAsking(newsroom, () => '/v1/articles?limit=20')),
      ...clients(6, (index) => keepAsking(newsroom, (round) => `/v1/search?q=w${index}x${round}`)),
      ...clients(4, () => keepAsking(newsroom, () => '/health/live')),
      ...clients(6, () => keepAsking(newsroom, () => '/v1/desk/articles', created)),
      ...clients(6, () => keepPipelining(newsroom)),
      ...clients(2, () => keepUploading(newsroom)),
    ];
    await pause(500);
    const startedAt = performance.now();
    const code = await newsroom.stop(signal);
    const ms = performance.now() - startedAt;
    const ends = await Promise.all(load);
    const faults = code === 0 ? [] : [`ended with ${code ?? 'a signal'}: ${newsroom.output()}`];
    return { ends, ms, faults: [...faults, ...lostOf(newsroom, created)] };
  } finally {
    await newsroom.clear();
  }
}

function clients(count: number, one: (index: number) => Promise<Ends>): Promise<Ends>[] {
  return Array.from({ length: count }, (_, index) => one(index));
}

function lostOf({ file }: Newsroom, created: string[]): string[] {
  const database = new Sqlite(file, { readonly: true });
  const ids = new Set(
    database.prepare('SELECT id FROM articles WHERE headline = ?').pluck().all(lastMomentHeadline),
  );
  database.close();
  if (created.length === 0) return ['no editor came to save'];
  return [
    ...created.filter((id) => !ids.has(id)).map((id) => `${id} was acknowledged and is not there`),
    // Else a connection that was turned away had been read.
    ...(ids.size > created.length ? [`${ids.size - created.length} saves were done and not answered`] : []),
  ];
}

/** The first start migrates and seeds: wherever it is stopped, the next one finds all or nothing. */
async function stopWhileStarting(times: number): Promise<string[]> {
  const broken: string[] = [];
  for (let time = 0; time < times; time++) {
    const newsroom = await openProcess({ STOP_DELAY: '0' });
    try {
      const starting = newsroom.start().catch(() => undefined);
      await pause(40 + (600 / times) * time);
      await newsroom.stop();
      await starting;
      await newsroom.start();
      const database = new Sqlite(newsroom.file, { readonly: true });
      const integrity = database.pragma('integrity_check', { simple: true });
      const stories = database.prepare('SELECT count(*) FROM articles').pluck().get();
      database.close();
      if (integrity !== 'ok' || stories === 0)
        broken.push(`after a stop while it started: ${String(integrity)}, ${String(stories)} stories`);
    } catch (error) {
      broken.push(`after a stop while it started: ${String(error)}`);
    } finally {
      await newsroom.clear();
    }
  }
  return broken;
}

/** Whoever asks twice does not want to wait for an upload. */
async function stopTwice(): Promise<string[]> {
  const newsroom = await openProcess({ STOP_DELAY: '60' });
  try {
    await newsroom.start();
    const ended = newsroom.stop();
    while (await isReady(newsroom)) await pause(5);
    process.kill(newsroom.pid()!, 'SIGTERM');
    const code = await ended;
    await newsroom.start();
    return code === 1 ? [] : [`a second SIGTERM ended it with ${code ?? 'a signal'}`];
  } finally {
    await newsroom.clear();
  }
}

async function isReady({ address }: Newsroom): Promise<boolean> {
  return (await fetch(`${address}/health/ready`)).ok;
}
