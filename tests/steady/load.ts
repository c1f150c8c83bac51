/** Load on a server, from a thread of its own, so that whoever measures beside it is not held up. */
import { once } from 'node:events';
import { createHistogram } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { openConnection, type Heard } from './keep-alive.ts';

export type Load = {
  address: string;
  /** What is asked, one after the other. */
  paths: string[];
  seconds: number;
  connections: number;
  /** So many requests a second, as far as connections are free. Without it each asks again as soon as it is answered. */
  perSecond?: number;
};

export type Loaded = {
  sent: number;
  /** Answered with 200, 304 or 404: what was asked was looked up. */
  served: number;
  /** Answered with 503 and `Retry-After`. */
  refused: number;
  /** Any other answer, and requests without one. */
  wrong: number;
  servedPerSecond: number;
  /** Of what was served, in milliseconds. */
  p50: number;
  p99: number;
};

/** Puts that load on a server. */
export async function putLoad(load: Load): Promise<Loaded> {
  const worker = new Worker(new URL(import.meta.url), { workerData: load });
  const [loaded] = (await once(worker, 'message')) as [Loaded];
  await worker.terminate();
  return loaded;
}

if (!isMainThread && parentPort && isLoad(workerData)) parentPort.postMessage(await run(workerData));

function isLoad(data: unknown): data is Load {
  return typeof data === 'object' && data !== null && 'paths' in data;
}

async function run({ address, paths, seconds, connections, perSecond }: Load): Promise<Loaded> {
  const url = new URL(address);
  const took = createHistogram({ lowest: 1, highest: 120_000_000, figures: 3 });
  const counts = { sent: 0, served: 0, refused: 0, wrong: 0 };
  const free: (() => void)[] = [];
  let isOver = false;
  const all = Array.from({ length: connections }, () => {
    const connection = openConnection(url, (heard) => {
      note(heard);
      if (!isOver && perSecond === undefined) ask();
      else free.push(ask);
    });
    function ask(): void {
      const path = paths[counts.sent++ % paths.length]!;
      connection.ask(`GET ${path} HTTP/1.1\r\nHost: ${url.host}\r\n\r\n`);
    }
    free.push(ask);
    return connection;
  });
  const startedAt = performance.now();
  if (perSecond === undefined) for (const ask of free.splice(0)) ask();
  while (performance.now() - startedAt < seconds * 1000) {
    const due = ((performance.now() - startedAt) / 1000) * (perSecond ?? 0);
    while (counts.sent < due && free.length > 0) free.shift()!();
    await pause(2);
  }
  const tookSeconds = (performance.now() - startedAt) / 1000;
  const { served } = counts;
  isOver = true;
  for (let waits = 0; free.length < all.length && waits < 500; waits += 1) await pause(10);
  for (const { close } of all) close();
  counts.wrong += counts.sent - counts.served - counts.refused - counts.wrong;
  return {
    ...counts,
    servedPerSecond: served / tookSeconds,
    p50: took.percentile(50) / 1000,
    p99: took.percentile(99) / 1000,
  };

  function note(heard: Heard | undefined): void {
    if (heard && [200, 304, 404].includes(heard.status)) {
      counts.served += 1;
      took.record(Math.max(1, Math.round(heard.tookMs * 1000)));
    } else if (heard?.status === 503 && heard.retryAfter !== undefined) counts.refused += 1;
    else counts.wrong += 1;
  }
}
