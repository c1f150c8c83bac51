import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { checkReads } from '../../bench/check.ts';
import { asked, names } from '../../bench/names.ts';
import { openProxy } from '../../bench/postgres/proxy.ts';
import { questionNames } from '../../bench/postgres/questions.ts';
import type { Running } from '../../bench/processes.ts';
import { programs, startServer } from '../support/postgres-server.ts';

const run = promisify(execFile);
// On a slow machine fifty would wait so long that some are refused.
const shortly = ['--seconds', '0.2', '--rounds', '1', '--connections', '8'];

describe('the bench', () => {
  it('measures reads, publishing, streams, creates and starts, after every floor answered as Dateline does', async () => {
    const only = ['--only', 'reads,publishing,streams,create,start'];
    const { figures } = await measure('bench', ['--stories', '200', ...only, ...shortly]);
    const lines = [
      ...[asked.story, asked.list].flatMap((what) =>
        [names.http, names.fastify, names.byHand, names.cold, names.silent, names.hot].map(
          (who) => [what, who] as const,
        ),
      ),
      [asked.search, names.byHand] as const,
      [asked.search, names.cold] as const,
      ...[asked.story, asked.list].flatMap((what) =>
        [names.alone, names.publishing].map((who) => [what, who] as const),
      ),
      [asked.story, names.followed] as const,
      [asked.create, names.byHand] as const,
      [asked.create, names.hot] as const,
      [asked.createInPace, names.byHand] as const,
      [asked.createInPace, names.hot] as const,
      [asked.publishInPace, names.hot] as const,
    ];
    for (const [what, who] of lines) expect(figures).toMatch(rowOf(what, who));
    expect(figures).toMatch(/^500 streams: \d/m);
    for (const aim of [
      `${asked.story}: ${names.hot}, against ${names.silent}`,
      `${asked.list}: ${names.hot}, against ${names.silent}`,
      `${asked.create}: ${names.hot}, against ${names.byHand}`,
      `${asked.search}: ${names.cold}, against ${names.byHand}`,
      'start to the first story, ms: the image',
      'start to the first story, ms: npm start',
      'start to the first story, ms: the first ever',
      'memory after the load, MiB resident',
    ])
      expect(figures).toContain(`| ${aim} `);
  });

  it('measures how it grows', async () => {
    const moment = ['--seconds', '0.02', '--rounds', '1'];
    const { figures } = await measure('bench', ['--growth', '--stories', '2000', ...moment]);
    expect(figures).toContain('## From 1,000 to 2,000 stories');
    for (const what of [
      'deep page of 20, whole',
      '`/v1/articles?topic={topic}`',
      '`/v1/desk/articles?list=mine`',
      'live_articles',
      '**all**',
    ])
      expect(figures).toMatch(figureOf(what));
    expect(figures).toContain('| start to the first story, ms: 2,000 stories');
  });

  it.skipIf(!programs)('measures both engines, and counts round trips', async () => {
    const only = ['--only', 'postgres'];
    const { figures } = await measure('bench', ['--stories', '200', ...only, ...shortly]);
    expect(figures).toContain('## 200 stories on SQLite and on PostgreSQL');
    for (const what of Object.values(questionNames))
      for (const atOnce of ['1', '8']) expect(figures).toMatch(rowOf(what, atOnce));
    // These do not depend on how fast a machine is.
    for (const what of [questionNames.coldStory, questionNames.create, questionNames.publish])
      expect(figures).toMatch(
        new RegExp(`^[|] ${RegExp.escape(what)}: round trips of one request.*[|] yes +[|]$`, 'm'),
      );
  });

  it.skipIf(!programs)('counts a round trip where an answer is waited for', async () => {
    const server = await startServer();
    onTestFinished(server.remove);
    const proxy = await openProxy(server.port);
    onTestFinished(proxy.close);
    const options = { host: '127.0.0.1', port: proxy.port, user: 'postgres', pipeline: true };
    const [one, other] = [new pg.Client(options), new pg.Client(options)];
    await Promise.all([one.connect(), other.connect()]);
    onTestFinished(async () => {
      await Promise.all([one.end(), other.end()]);
    });
    function ask(client: pg.Client, number: number) {
      return client.query({ name: `n${number}`, text: `SELECT ${number} + $1::int` }, [1]);
    }
    const together = await proxy.costOf(() =>
      Promise.all([one.query('BEGIN'), ask(one, 1), ask(one, 2), ask(other, 3)]),
    );
    expect(together.roundTrips).toBe(1);
    // Which connection is heard first is open.
    expect(together.sent.map((trip) => trip.toSorted())).toEqual([
      ['BEGIN', 'SELECT 1 + $1::int', 'SELECT 2 + $1::int', 'SELECT 3 + $1::int'],
    ]);
    const inTurn = await proxy.costOf(async () => {
      await ask(one, 1);
      await ask(other, 3);
      void one.query('COMMIT');
    });
    expect(inTurn).toEqual({
      roundTrips: 2,
      sent: [['SELECT 1 + $1::int'], ['SELECT 3 + $1::int'], ['COMMIT']],
    });
  });

  it('measures pictures', async () => {
    const { figures } = await measure('bench:pictures', ['--pictures', '1', '--rounds', '1']);
    expect(figures).toContain('All renditions made:');
  });

  it('measures search', async () => {
    const { figures } = await measure('bench:search', ['--stories', '500', '--seconds', '0.2']);
    expect(figures).toContain('| a beginning ');
    expect(figures).toMatch(/^Relevance: .*mean reciprocal rank/m);
    expect(figures).toMatch(/ English stories .*mean reciprocal rank/);
  });

  it('draws a sheet of renditions', async () => {
    const file = join(await givenFolder(), 'sheet.png');
    await run(process.execPath, ['bench/contact-sheet.ts', file]);
    expect((await readFile(file)).subarray(1, 4).toString()).toBe('PNG');
  });

  it('refuses a floor that answers otherwise', async () => {
    const dateline = await givenServer({ id: 'a', headline: 'One' });
    const same = await givenServer({ headline: 'One', id: 'a' });
    const other = await givenServer({ id: 'a', headline: 'Another' });
    const paths = ['/v1/articles/one'];
    await checkReads({ same }, { dateline, paths });
    await expect(checkReads({ same, other }, { dateline, paths })).rejects.toThrow(
      '/v1/articles/one: not the same from other',
    );
  });
});

/** Runs a bench, and gives what it wrote; the figures that are kept stay as they are. */
async function measure(script: string, options: string[]): Promise<{ figures: string }> {
  const kept = await readFile('bench/RESULTS.md', 'utf8');
  const results = join(await givenFolder(), 'results.md');
  await run('npm', ['run', '--silent', script, '--', ...options, '--results', results]);
  expect(await readFile('bench/RESULTS.md', 'utf8')).toBe(kept);
  return { figures: await readFile(results, 'utf8') };
}

/** A line of the table of measurements, with a number of requests a second. */
function rowOf(what: string, who: string): RegExp {
  return new RegExp(String.raw`^\| ${RegExp.escape(what)} +\| +${RegExp.escape(who)} +\| +[\d,]*[1-9]`, 'm');
}

/** A line of another table, with a number. */
function figureOf(what: string): RegExp {
  return new RegExp(String.raw`^\| ${RegExp.escape(what)} +\| +[\d.]*[1-9]`, 'm');
}

async function givenFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-bench-test-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

async function givenServer(story: object): Promise<Running> {
  const server = createServer((_request, response) => void response.end(JSON.stringify(story)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}` } as Running;
}
