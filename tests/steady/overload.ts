import { setTimeout as pause } from 'node:timers/promises';
import { fillArchive } from './archive.ts';
import { askWhetherAlive, p99, saveAgainAndAgain, scrape, type Times } from './editor.ts';
import type { Harness } from './harness.ts';
import { type Loaded, putLoad } from './load.ts';
import { longWork } from './long-work.ts';
import { hangUps, pipelineAndHangUp } from './pipelining.ts';
import { openProcess, type Newsroom } from './server-process.ts';
import { longestTurn, watched } from './turns.ts';

/** Several times more public reads than the server can make, a connection that floods it, and work that takes long. */
export const overload: Harness = {
  name: 'overload',
  promise:
    'what cannot be served is refused with 503 and Retry-After, editors save, the server is alive, and its metrics can be read',
  fillsMachine: true,
  async play(size) {
    const seconds = size === 'small' ? 3 : 30;
    // Without the cache every read is work.
    const newsroom = await openProcess({ ...watched, CACHE_BYTES: '0', METRICS_PORT: '0' });
    try {
      await newsroom.start();
      const paths = await fillArchive(newsroom, size === 'small' ? 1_000 : 5_000);
      const load = { address: newsroom.address, paths, seconds, connections: 400 };
      await putLoad({ ...load, seconds: 1, connections: 16 });
      const atPeak = await withEditor(newsroom, () => putLoad({ ...load, connections: 64 }));
      const peak = atPeak.work.servedPerSecond;
      const four = await withEditor(newsroom, () => putLoad({ ...load, perSecond: 4 * peak }));
      const flood = await withEditor(newsroom, () => putLoad(load));
      const hungUp = await withEditor(newsroom, () => pipelineAndHangUp(newsroom));
      const turns: Record<string, number> = {};
      for (const { name, work } of longWork(size))
        turns[`longest turn: ${name}, ms`] = Math.round(await longestTurn(newsroom, () => work(newsroom)));
      return {
        broken: [
          ...brokenIn('at the peak', atPeak),
          ...brokenIn('at four times the peak', four),
          ...brokenIn('under 400 connections that never wait', flood),
          ...brokenIn('beside 500 pipelined searches', hungUp),
          ...(hungUp.work > mostWorkedOn
            ? [`${hungUp.work} searches were made for clients that had hung up`]
            : []),
        ],
        figures: {
          'peak, served per second': Math.round(peak),
          'peak, p99 ms': Math.round(atPeak.work.p99),
          ...figuresOf('four times the peak', four, { seconds, peak }),
          ...figuresOf('400 connections that never wait', flood, { seconds, peak }),
          'searches made for clients that hung up, of 5,000': hungUp.work,
          ...timesOf('500 pipelined searches', hungUp),
          ...turns,
        },
      };
    } finally {
      await newsroom.clear();
    }
  },
};

/** Of each connection that hangs up, the few that are worked on at once, and a few more until that is noticed. */
const mostWorkedOn = 20 * hangUps;

type Beside<T> = { work: T; editor: Times; alive: Times; metrics: Times };

/** Plays it while an editor saves, and the server is asked whether it is alive and for its metrics. */
async function withEditor<T>(newsroom: Newsroom, play: () => Promise<T>): Promise<Beside<T>> {
  let over = false;
  const editor = saveAgainAndAgain(newsroom, () => over);
  const alive = askWhetherAlive(newsroom, () => over);
  const metrics = scrape(newsroom, () => over);
  await pause(100);
  const work = await play();
  over = true;
  return { work, editor: await editor, alive: await alive, metrics: await metrics };
}

function brokenIn(when: string, { work, editor, alive, metrics }: Beside<Loaded | number>): string[] {
  const wrong = typeof work === 'number' ? 0 : work.wrong;
  return [
    ...[editor, alive, metrics].flatMap(({ refused }) => refused).map((what) => `${when}: ${what}`),
    ...(wrong > 0
      ? [`${when}: ${wrong} requests were neither served nor refused with 503 and Retry-After`]
      : []),
  ];
}

type Run = { seconds: number; peak: number };

function figuresOf(name: string, beside: Beside<Loaded>, { seconds, peak }: Run) {
  const { sent, servedPerSecond, refused, p99 } = beside.work;
  return {
    [`${name}: sent, in multiples of the peak`]: (sent / seconds / peak).toFixed(1),
    [`${name}: served, of the peak`]: (servedPerSecond / peak).toFixed(2),
    [`${name}: refused`]: refused,
    [`${name}: p99 of what is served, ms`]: Math.round(p99),
    ...timesOf(name, beside),
  };
}

function timesOf(name: string, { editor, alive, metrics }: Beside<unknown>) {
  return {
    [`${name}: p99 of an editor's saves, ms`]: p99(editor),
    [`${name}: p99 of /health/live, ms`]: p99(alive),
    [`${name}: p99 of /metrics, ms`]: p99(metrics),
  };
}
