import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkDesk, checkReads, samplePaths } from './check.ts';
import { measureCreates, templateOf } from './creates.ts';
import type { House } from './house.ts';
import type { Loader } from './loader.ts';
import { asked, listPath, names, publishedPerSecond, searchPath } from './names.ts';
import { measure, type Contest, type Line } from './measure.ts';
import type { Published, Publisher } from './publisher.ts';
import type { Running } from './processes.ts';
import type { Settings } from './settings.ts';
import { measureStreams, type Followed } from './streams.ts';

export type Parts = { house: House; loader: Loader; publisher: Publisher; settings: Settings };

export type Comparison = {
  lines: Line[];
  /** The time of every start to the first story, in milliseconds: of the image's bundle, later and the first ever, and of the sources. */
  startsMs: { bundle: number[]; first: number[]; sources: number[] };
  /** Mebibytes of Dateline after its start and after all the load. */
  resident?: { idle: ReturnType<Running['resident']>; loaded: ReturnType<Running['resident']> };
  published: Published[];
  followed?: Followed;
};

/** Few enough that nobody waits too long for a list that is computed: what waits longer is answered with 503. */
export const connectionsComputed = 16;

/** Starts the floors and Dateline on one database and measures what was asked for. */
export async function compare({ house, loader, publisher, settings }: Parts): Promise<Comparison> {
  const { only } = settings;
  const [storyPath = ''] = samplePaths(house, 1);
  const turns = only.includes('start') ? startsIn(settings.rounds) : 0;
  const startsMs = await measureStarts(house, storyPath, turns);
  const hot = await house.startDateline();
  const silent = await house.startDateline({ logLevel: 'silent' });
  const cold = await house.startDateline({ cached: false });
  const byHand = await house.startFloor('by-hand.ts');
  const paths = { [asked.story]: storyPath, [asked.list]: listPath };
  const copying = { ORIGIN: hot.address, PATHS: JSON.stringify(Object.values(paths)) };
  const floors = [await house.startFloor('http.ts', copying), await house.startFloor('fastify.ts', copying)];
  const all = [hot, silent, cold, byHand, ...floors];
  const published: Published[] = [];
  try {
    const checked = { dateline: hot, paths: [listPath, searchPath, ...samplePaths(house, 20)] };
    await checkReads({ [names.byHand]: byHand, [names.cold]: cold, [names.silent]: silent }, checked);
    await checkReads(
      { [names.http]: floors[0]!, [names.fastify]: floors[1]! },
      { dateline: hot, paths: Object.values(paths) },
    );
    await checkDesk(house, checked);
    const idle = hot.resident();
    const lines: Line[] = [];
    const asking = Object.entries(paths).map(([what, path]) => ({ what, job: { paths: [path] } }));
    if (only.includes('reads')) {
      const ready = {
        [names.http]: floors[0]!,
        [names.fastify]: floors[1]!,
        [names.silent]: silent,
        [names.hot]: hot,
      };
      const computed = { [names.byHand]: byHand, [names.cold]: cold };
      const few = Math.min(settings.connections, connectionsComputed);
      async function contest(what: Asking, servers: Record<string, Running>, connections: number) {
        const contests = Object.entries(servers).map(([who, server]) => ({ ...what, who, server }));
        lines.push(...(await measure(loader, contests, { ...settings, connections })));
      }
      for (const one of asking) {
        await contest(one, ready, settings.connections);
        await contest(one, computed, few);
      }
      await contest({ what: asked.search, job: { paths: [searchPath] } }, computed, few);
    }
    const publishing = {
      ...{ address: hot.address, authorization: house.authorization, perSecond: publishedPerSecond },
      template: templateOf(house.file, settings.bodyBytes),
    };
    if (only.includes('publishing')) {
      async function meanwhile(seconds: number): Promise<void> {
        published.push(await publisher.publish({ ...publishing, seconds }));
      }
      for (const one of asking) {
        const contests: Contest[] = [
          { ...one, who: names.alone, server: hot },
          { ...one, who: names.publishing, server: hot, meanwhile },
        ];
        lines.push(...(await measure(loader, contests, settings)));
      }
    }
    let followed: Followed | undefined;
    if (only.includes('streams')) {
      const parts = { house, loader, publisher, settings, server: hot };
      const found = await measureStreams(parts, { path: storyPath, job: publishing });
      lines.push(...found.lines);
      followed = found.followed;
    }
    if (only.includes('create')) lines.push(...(await measureCreates({ house, loader, settings, hot })));
    return {
      ...{ lines, startsMs, published, resident: { idle, loaded: hot.resident() } },
      ...(followed && { followed }),
    };
  } finally {
    await Promise.all(all.map((server) => server.stop()));
  }
}

type Asking = Pick<Contest, 'what' | 'job'>;

/** How often a server is started: five times by default. */
export function startsIn(rounds: number): number {
  return 2 * rounds - 1;
}

async function measureStarts(house: House, readyAt: string, turns: number) {
  const times: Comparison['startsMs'] = { bundle: [], first: [], sources: [] };
  for (let turn = 0; turn < turns; turn += 1) {
    for (const from of ['bundle', 'sources'] as const) {
      const running = await house.startDateline({ readyAt, fromSources: from === 'sources' });
      times[from].push(running.startedInMs);
      await running.stop();
    }
    const emptyFolder = await mkdtemp(join(tmpdir(), 'dateline-first-'));
    const first = await house.startDateline({
      emptyFolder,
      readyAt: '/v1/articles/japans-kishida-considers-joining-nato-summit-sources',
    });
    times.first.push(first.startedInMs);
    await first.stop();
    // Its image worker may still be writing what it compiled.
    await rm(emptyFolder, { recursive: true, maxRetries: 10 });
  }
  return times;
}
