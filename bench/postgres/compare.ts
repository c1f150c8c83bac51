import { tmpdir } from 'node:os';
import { copyDatabase } from '../../src/main/copy.ts';
import { newFolder, startServer } from '../../tests/support/postgres-server.ts';
import { checkReads, samplePaths } from '../check.ts';
import type { House } from '../house.ts';
import type { Loader } from '../loader.ts';
import { measure, type Line } from '../measure.ts';
import { creators, listPath } from '../names.ts';
import type { Running } from '../processes.ts';
import { say, sayAgain } from '../say.ts';
import type { Settings } from '../settings.ts';
import { countCosts } from './costs.ts';
import type { Cost } from './proxy.ts';
import { questionsOf, type Question } from './questions.ts';

type Parts = { house: House; loader: Loader; settings: Settings };

/** One question at so many connections, on both engines, and what one request of it costs on PostgreSQL. */
export type Pair = { what: string; connections: number; sqlite: Line; postgres: Line; cost: Cost };

/** Copies the house to a server of PostgreSQL on the same disk, and measures Dateline on both in turns. */
export async function compareEngines({ house, loader, settings }: Parts): Promise<Pair[]> {
  // In the folder for temporary files, as the house; what is committed is on the disk, as with SQLite.
  const server = await startServer({ folder: newFolder(tmpdir()), settings: { fsync: 'on' } });
  try {
    say(`copying ${house.stories} stories to PostgreSQL …`);
    await copyDatabase(house.file, server.url, sayAgain);
    const questions = questionsOf(house, settings.bodyBytes);
    const measured = await measureBoth({ house, loader, settings }, questions, server.url);
    const costs = await countCosts({
      house,
      questions,
      databaseUrl: server.url,
      turns: 5 * settings.rounds,
    });
    return measured.map((pair) => ({ ...pair, cost: costs.get(pair.what)! }));
  } finally {
    await server.stop();
    server.remove();
  }
}

async function measureBoth(
  { house, loader, settings }: Parts,
  questions: Question[],
  databaseUrl: string,
): Promise<Omit<Pair, 'cost'>[]> {
  const servers: Running[] = [];
  try {
    for (const options of [{}, { databaseUrl }, { cached: false }, { cached: false, databaseUrl }])
      servers.push(await house.startDateline(options));
    const [hot, onPostgres, cold, coldOnPostgres] = servers as [Running, Running, Running, Running];
    await checkReads(
      { 'Dateline on PostgreSQL': onPostgres, 'Dateline on PostgreSQL, cache off': coldOnPostgres },
      { dateline: hot, paths: [listPath, ...samplePaths(house, 20)] },
    );
    const pairs: Omit<Pair, 'cost'>[] = [];
    for (const { what, isCold, job } of questions)
      for (const connections of [1, Math.min(creators, settings.connections)]) {
        const contests = [
          { what, who: `SQLite, ${connections} at once`, server: isCold ? cold : hot, job },
          {
            what,
            who: `PostgreSQL, ${connections} at once`,
            server: isCold ? coldOnPostgres : onPostgres,
            job,
          },
        ];
        const [sqlite, postgres] = await measure(loader, contests, { ...settings, connections });
        pairs.push({ what, connections, sqlite: sqlite!, postgres: postgres! });
      }
    return pairs;
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
}
