import { most, type Aim } from './aims.ts';
import { samplePaths } from './check.ts';
import { startsIn } from './compare.ts';
import { questionsOf, type Question } from './growth-questions.ts';
import type { House } from './house.ts';
import type { Loader } from './loader.ts';
import { measure, median, type Line } from './measure.ts';
import { listPath } from './names.ts';
import type { Running } from './processes.ts';
import { grouped, table } from './report.ts';
import { sayAgain } from './say.ts';
import type { Settings } from './settings.ts';
import { sizesOf } from './sizes.ts';

/** What was asked of the small house and of the large one, and how many times as long that took. */
type Grown = { small: Line; large: Line; times: number };

export type Growth = { grown: Grown[]; tables: string[]; aims: Aim[] };

type Parts = { houses: [small: House, large: House]; loader: Loader; settings: Settings };

const mostTimes = 1.5;
const mostKilobytes = 14;

/**
 * Measures a small and a large database in turns, with the cache off: what is asked for is computed, one request after the
 * other. The deep page stands nine tenths into the list and is reached as a reader would, by following every page's cursor.
 */
export async function measureGrowth({ houses, loader, settings }: Parts): Promise<Growth> {
  const startsMs: number[][] = [[], []];
  for (let turn = 0; turn < startsIn(settings.rounds); turn += 1)
    for (const [index, house] of houses.entries()) startsMs[index]!.push(await start(house));
  const servers: Running[] = [];
  try {
    // Without pages of stories there are no sitemaps.
    const siteUrl = 'http://localhost:8080/{slug}';
    for (const house of houses) servers.push(await house.startDateline({ cached: false, siteUrl }));
    const asked: Question[][] = [];
    for (const [index, house] of houses.entries())
      asked.push([
        { what: 'first page of 20, whole', paths: [listPath] },
        { what: 'deep page of 20, whole', paths: [await findDeepPage(servers[index]!, house)] },
        ...questionsOf(house),
      ]);
    const grown: Grown[] = [];
    for (const [place, { what }] of asked[0]!.entries()) {
      const contests = houses.map(({ stories, authorization }, index) => ({
        what,
        who: `${grouped(stories)} stories`,
        server: servers[index]!,
        job: {
          paths: asked[index]![place]!.paths,
          headers: what.startsWith('/v1/desk') ? { authorization } : {},
        },
      }));
      const [small, large] = (await measure(loader, contests, { ...settings, connections: 1 })) as [
        Line,
        Line,
      ];
      grown.push({ small, large, times: timesOf(small.median, large.median) });
    }
    const sizes = sizesOf(houses[1]);
    return {
      grown,
      tables: [growthTable(grown, houses), sizes.table],
      aims: [
        most(`asked in all ${grown.length} ways: times over ${mostTimes}`, grown.filter(isTooLong).length, 0),
        ...houses.map(({ stories, mebibytes }, index) =>
          most(
            `start to the first story, ms: ${grouped(stories)} stories (${grouped(mebibytes)} MiB)`,
            median(startsMs[index]!),
            500,
          ),
        ),
        most(`size on disk, kB a story: ${grouped(houses[1].stories)} stories`, sizes.all, mostKilobytes, 1),
      ],
    };
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
}

/** By its time; an answer that holds more, as a month of more stories does, may take so much longer. */
function timesOf(small: Line['median'], large: Line['median']): number {
  return large.p50 / small.p50 / Math.max(1, large.bytes / small.bytes);
}

function isTooLong({ times }: Grown): boolean {
  return times > mostTimes;
}

function growthTable(grown: Grown[], houses: House[]): string {
  return table(
    ['asked', ...houses.map(({ stories }) => `ms, ${grouped(stories)} stories`), 'bytes', 'times', 'met'],
    grown.map((one) => [
      one.small.what.startsWith('/') ? `\`${one.small.what}\`` : one.small.what,
      ...[one.small, one.large].map(({ median: { p50 } }) => p50.toFixed(2)),
      grouped(one.large.median.bytes),
      one.times.toFixed(2),
      isTooLong(one) ? '**no**' : 'yes',
    ]),
  );
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
