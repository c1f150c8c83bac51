import { most, type Aim } from './aims.ts';
import { samplePaths } from './check.ts';
import { startsIn } from './compare.ts';
import type { House } from './house.ts';
import type { Loader } from './loader.ts';
import { measure, median, type Contest, type Line } from './measure.ts';
import { listPath } from './names.ts';
import type { Running } from './processes.ts';
import { grouped } from './report.ts';
import { sayAgain } from './say.ts';
import type { Settings } from './settings.ts';

export type Growth = { lines: Line[]; aims: Aim[] };

type Parts = { houses: [small: House, large: House]; loader: Loader; settings: Settings };

/** So many different stories are asked for in turn, from the newest to the oldest. */
const askedFor = 2_000;

/** Few enough that nobody waits too long for a list that is computed: what waits longer is answered with 503. */
const connections = 8;

/**
 * Measures a small and a large database in turns, with the cache off: what is asked for is computed. One story is
 * another one in each request; the deep page stands nine tenths into the list and is reached as a reader would, by
 * following every page's cursor.
 */
export async function measureGrowth({ houses, loader, settings }: Parts): Promise<Growth> {
  const startsMs: number[][] = [[], []];
  for (let turn = 0; turn < startsIn(settings.rounds); turn += 1)
    for (const [index, house] of houses.entries()) startsMs[index]!.push(await start(house));
  const servers: Running[] = [];
  try {
    for (const house of houses) servers.push(await house.startDateline({ cached: false }));
    const deep: string[] = [];
    for (const [index, house] of houses.entries()) deep.push(await findDeepPage(servers[index]!, house));
    const asking: [string, (index: number) => string[]][] = [
      ['one story', (index) => samplePaths(houses[index]!, askedFor)],
      ['first page of 20, whole', () => [listPath]],
      ['deep page of 20, whole', (index) => [deep[index]!]],
    ];
    const lines: Line[] = [];
    const aims: Aim[] = [];
    for (const [what, pathsOf] of asking) {
      const contests: Contest[] = houses.map((house, index) => ({
        what,
        who: `Dateline, cache off, ${grouped(house.stories)} stories`,
        server: servers[index]!,
        job: { paths: pathsOf(index) },
      }));
      const [small, large] = (await measure(loader, contests, { ...settings, connections })) as [Line, Line];
      lines.push(small, large);
      const times = small.median.perSecond / large.median.perSecond;
      aims.push(
        most(`${what}: time at the larger size, as a multiple`, times, what === 'one story' ? 1.2 : 1.5, 2),
      );
    }
    for (const [index, house] of houses.entries()) {
      const size = `${grouped(house.stories)} stories (${grouped(house.mebibytes)} MiB)`;
      aims.push(most(`start to the first story, ms: ${size}`, median(startsMs[index]!), 500));
    }
    return { lines, aims };
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
}

async function start(house: House): Promise<number> {
  const [readyAt = ''] = samplePaths(house, 1);
  const running = await house.startDateline({ readyAt });
  await running.stop();
  return running.startedInMs;
}

async function findDeepPage({ address }: Running, { stories }: House): Promise<string> {
  let next: string | undefined;
  const perPage = 100;
  for (let seen = 0; seen < stories * 0.9; seen += perPage) {
    sayAgain(`walking to the deep page: ${grouped(seen)} of ${grouped(stories * 0.9)} stories`);
    const cursor: string = next === undefined ? '' : `&cursor=${encodeURIComponent(next)}`;
    const answer = await fetch(`${address}/v1/articles?limit=${perPage}${cursor}`);
    if (!answer.ok) throw new Error(`A page of the list answers ${answer.status}`);
    ({ next } = ((await answer.json()) as { page: { next?: string } }).page);
  }
  return `${listPath}&cursor=${encodeURIComponent(next!)}`;
}
