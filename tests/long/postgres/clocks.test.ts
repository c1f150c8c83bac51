/** Two servers whose machines have wrong clocks, on one database. */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeKey } from '../../../src/access/key.ts';
import { openProcess } from '../../steady/server-process.ts';
import { newFolder, programs, startServer } from '../../support/postgres-server.ts';
import { ask, makeLive, makeStory, serverAt } from './pair.ts';

const tries = 20;
const minuteMs = 60_000;

type Event = { seq: number; at: string; subject: string; action: string };

/** A server whose machine is ten minutes ahead and one whose machine is ten behind, and their database. */
async function openServers() {
  const database = await startServer();
  const client = new pg.Client(database.url);
  const [folder, { secret }] = [newFolder(), makeKey()];
  const newsrooms = await Promise.all(
    [10 * minuteMs, -10 * minuteMs].map(async (aheadMs) => {
      const preload = join(folder, `${aheadMs}.mjs`);
      await writeFile(preload, `const { now } = Date; Date.now = () => now() + ${aheadMs};`);
      return openProcess({
        ...{ DATABASE_URL: database.url, MEDIA_SHARED: 'on', MEDIA_DIR: join(folder, 'media') },
        ...{ SEED: 'none', ADMIN_API_KEY: secret, NODE_OPTIONS: `--import=${preload}` },
      });
    }),
  );
  for (const newsroom of newsrooms) await newsroom.start();
  await client.connect();
  return {
    client,
    servers: newsrooms.map((newsroom) => serverAt(newsroom, secret)),
    addresses: newsrooms.map(({ address }) => address),
    async close() {
      await client.end();
      await Promise.all(newsrooms.map((newsroom) => newsroom.clear()));
      database.remove();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function times(events: Event[]): number[] {
  return events.map(({ at }) => Date.parse(at));
}

describe.skipIf(!programs)('servers with wrong clocks', () => {
  let opened: Awaited<ReturnType<typeof openServers>>;
  beforeAll(async () => {
    opened = await openServers();
  });
  afterAll(() => opened?.close());

  /** The newest hundred events, the oldest first. */
  async function newest(): Promise<Event[]> {
    return (await ask(opened.servers[0]!, 'GET', '/v1/desk/events?limit=100')).data.toReversed();
  }

  it('take every moment from the database, and it never runs backwards', async () => {
    const { servers, addresses } = opened;
    const from = Date.now();
    const changed: number[] = [];
    for (let attempt = 0; attempt < tries; attempt += 1) {
      await makeLive(servers[attempt % 2]!, { headline: `Story ${attempt}` });
      const read = await fetch(new URL('/v1/articles', addresses[attempt % 2]));
      changed.push(Date.parse(read.headers.get('last-modified')!));
    }
    const happened = times(await newest()).slice(-2 * tries);
    expect(happened).toEqual(happened.toSorted((one, other) => one - other));
    expect(happened[0]).toBeGreaterThanOrEqual(from);
    expect(happened.at(-1)).toBeLessThanOrEqual(Date.now());
    expect(changed).toEqual(changed.toSorted((one, other) => one - other));
  });

  it('publish nothing before its time', async () => {
    const { servers } = opened;
    const scheduled = new Map<string, number>();
    for (let attempt = 0; attempt < tries; attempt += 1) {
      const server = servers[attempt % 2]!;
      const { id } = await makeStory(server);
      const at = Date.now() + 2_000;
      await ask(server, 'POST', `/v1/desk/articles/${id}/schedule`, {
        body: { at: new Date(at).toISOString() },
      });
      scheduled.set(id, at);
    }
    async function published(): Promise<Event[]> {
      return (await newest()).filter(
        ({ action, subject }) => action === 'article.published' && scheduled.has(subject),
      );
    }
    while ((await published()).length < tries);
    const early = (await published()).filter(({ subject, at }) => Date.parse(at) < scheduled.get(subject)!);
    expect(early).toEqual([]);
  });

  it('go on from the last event where the clock of the database was set back', async () => {
    const { servers, client } = opened;
    for (let attempt = 0; attempt < tries; attempt += 1) {
      // As if the clock had run a minute ahead until now.
      const { rows } = await client.query<{ at: number }>(
        `INSERT INTO events (at, actor, action, subject)
           SELECT max(at) + 60000, max(actor), 'article.saved', 'none' FROM events RETURNING at::float8 AS at`,
      );
      await makeStory(servers[attempt % 2]!);
      const happened = times(await newest());
      expect(happened).toEqual(happened.toSorted((one, other) => one - other));
      expect(happened.at(-1)).toBeGreaterThanOrEqual(rows[0]!.at);
    }
  });
});
