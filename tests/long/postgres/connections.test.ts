/** What servers take of PostgreSQL, and how they wait for it. */
import { once } from 'node:events';
import pg from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { programs, startServer } from '../../support/postgres-server.ts';
import { givenFolder, startDateline } from '../../support/processes.ts';
import { openPair } from './pair.ts';

async function givenClient(url: string): Promise<pg.Client> {
  const client = new pg.Client(url);
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

describe.skipIf(!programs)('servers of Dateline', () => {
  it('open nine connections each at most', async () => {
    const { servers, env, close } = await openPair();
    onTestFinished(close);
    const admin = await givenClient(env.DATABASE_URL);
    const numbers = Array.from({ length: 60 }, (_, number) => number);
    const asking = Promise.all(
      numbers.map((number) => {
        const { send } = servers[number % 2]!;
        return number % 10 < 2
          ? send('POST', '/v1/desk/articles', { body: { headline: `Story ${number}` } })
          : send('GET', `/v1/desk/articles?limit=${number}`);
      }),
    );
    let isOver = false;
    const answered = asking.finally(() => (isOver = true));
    let most = 0;
    while (!isOver) {
      const { rows } = await admin.query<{ open: number }>(
        "SELECT count(*)::int AS open FROM pg_stat_activity WHERE application_name = 'dateline'",
      );
      most = Math.max(most, rows[0]!.open);
    }
    await answered;
    expect(most).toBeLessThanOrEqual(2 * 9);
    expect(most).toBeGreaterThan(2 * 3);
  });

  it('wait while another makes the tables, and say so', { timeout: 60_000 }, async () => {
    const server = await startServer();
    onTestFinished(server.remove);
    const admin = await givenClient(server.url);
    await admin.query('SELECT pg_advisory_lock(7319001)');
    const waiting = startDateline({
      ...{ DATABASE_URL: server.url, MEDIA_SHARED: 'on', DATA_DIR: await givenFolder() },
    });
    const { child, said, ended } = waiting;
    while (!said().includes('another server migrates the database: waiting until it is done')) {
      if (child.exitCode !== null || child.signalCode !== null) throw new Error(`It ended: ${said()}`);
      await Promise.race([once(child.stderr, 'data'), ended]);
    }
    const { rows } = await admin.query("SELECT 1 FROM pg_class WHERE relname = 'articles'");
    expect(rows).toEqual([]);
    await admin.query('SELECT pg_advisory_unlock(7319001)');
    await waiting.address();
  });
});
