/** The database goes away and comes back, under real servers of Dateline. */
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { makeKey } from '../../../src/access/key.ts';
import { newFolder, type PostgresServer, programs, run, startServer } from '../../support/postgres-server.ts';
import { givenFolder, startDateline } from '../../support/processes.ts';
import { givenProxy } from '../../support/proxied.ts';

type Newsroom = Awaited<ReturnType<typeof givenNewsroom>>;

const { secret: key } = makeKey();

/** A server of Dateline on this database; all of a test have the same key. */
async function givenNewsroom(database: string, folder?: string) {
  const dateline = startDateline({
    DATABASE_URL: database,
    MEDIA_SHARED: 'on',
    DATA_DIR: folder ?? (await givenFolder()),
    ADMIN_API_KEY: key,
  });
  const address = await dateline.address();
  async function send(method: string, path: string, body?: unknown, more: Record<string, string> = {}) {
    const answer = await fetch(new URL(path, address), {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...more,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, text, json: () => JSON.parse(text) };
  }
  async function publish(headline: string): Promise<string> {
    const made = await send('POST', '/v1/desk/articles', { headline, bodyText: 'A text.' });
    expect(made.status, made.text).toBe(201);
    const { id, etag } = made.json() as { id: string; etag: string };
    const { status, text } = await send('POST', `/v1/desk/articles/${id}/publish`, {}, { 'if-match': etag });
    expect(status, text).toBe(200);
    return id;
  }
  return { send, publish };
}

/** Asks until the answer has this status. */
async function until(status: number, ask: () => Promise<{ status: number }>): Promise<void> {
  while ((await ask()).status !== status);
}

async function givenServer(settings: Record<string, string> = {}): Promise<PostgresServer> {
  const server = await startServer({ settings });
  onTestFinished(server.remove);
  return server;
}

/** A connection of somebody else. */
async function givenClient(url: string): Promise<pg.Client> {
  const client = new pg.Client(url);
  client.on('error', () => undefined);
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

/** The address of the same database by another port. */
function throughPort(url: string, port: number): string {
  const other = new URL(url);
  other.port = String(port);
  return other.href;
}

/** What clients wait for at most, in milliseconds. */
const patienceMs = 15_000;

function inTime<T>(answer: Promise<T>): Promise<T> {
  return Promise.race([
    answer,
    pause(patienceMs, undefined, { ref: false }).then(() => {
      throw new Error(`No answer came within ${patienceMs} ms.`);
    }),
  ]);
}

async function expectUnavailable(ask: () => ReturnType<Newsroom['send']>): Promise<void> {
  const { status, headers } = await inTime(ask());
  expect(status).toBe(503);
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
}

describe.skipIf(!programs)('a database that goes away', () => {
  it('is told by 503 while it is killed, and served again without a restart', async () => {
    const server = await givenServer();
    const newsroom = await givenNewsroom(server.url);
    const id = await newsroom.publish('Before the crash');
    await server.stop('SIGKILL');
    await expectUnavailable(() => newsroom.send('GET', `/v1/articles/${id}`));
    await expectUnavailable(() => newsroom.send('POST', '/v1/desk/articles', { headline: 'Lost' }));
    await until(503, () => newsroom.send('GET', '/health/ready'));
    const again = await startServer({ folder: server.folder, port: server.port });
    onTestFinished(again.remove);
    await until(200, () => newsroom.send('GET', '/health/ready'));
    expect((await newsroom.send('GET', `/v1/articles/${id}`)).status).toBe(200);
    await newsroom.publish('After the crash');
    expect((await newsroom.send('GET', '/v1/articles?count=true')).json().page.total).toBe(2);
  });

  it('is told by 503 while it says nothing', async () => {
    const server = await givenServer();
    const newsroom = await givenNewsroom(server.url);
    const id = await newsroom.publish('Before the pause');
    server.signal('SIGSTOP');
    await expectUnavailable(() => newsroom.send('GET', `/v1/articles/${id}`));
    await expectUnavailable(() => newsroom.send('POST', '/v1/desk/articles', { headline: 'Lost' }));
    server.signal('SIGCONT');
    await until(200, () => newsroom.send('GET', '/health/ready'));
    await newsroom.publish('After the pause');
  });

  it('is told by 503 while somebody keeps a table from it, and asked again then', async () => {
    const server = await givenServer();
    const newsroom = await givenNewsroom(server.url);
    await newsroom.publish('Before the lock');
    const admin = await givenClient(server.url);
    await admin.query('BEGIN; LOCK TABLE articles, live_articles');
    await Promise.all([
      expectUnavailable(() => newsroom.send('GET', '/v1/articles?limit=7')),
      expectUnavailable(() => newsroom.send('POST', '/v1/desk/articles', { headline: 'Lost' })),
    ]);
    await admin.query('ROLLBACK');
    expect((await newsroom.send('GET', '/v1/articles?limit=7')).status).toBe(200);
    await newsroom.publish('After the lock');
    expect((await newsroom.send('GET', '/v1/desk/articles?count=true')).json().page.total).toBe(2);
  });

  it('may lose the answer to a commit: the same request again makes no second story', async () => {
    const server = await givenServer();
    const proxy = await givenProxy(server.port);
    const newsroom = await givenNewsroom(throughPort(server.url, proxy.port));
    for (let times = 0; times < 5; times += 1) {
      const headers = { 'idempotency-key': randomUUID() };
      proxy.loseAnswersTo('NOTIFY dateline');
      const lost = await newsroom.send('POST', '/v1/desk/articles', { headline: `Story ${times}` }, headers);
      expect(lost.status, lost.text).toBe(503);
      proxy.loseAnswersTo();
      await until(201, () =>
        newsroom.send('POST', '/v1/desk/articles', { headline: `Story ${times}` }, headers),
      );
    }
    expect((await newsroom.send('GET', '/v1/desk/articles?count=true')).json().page.total).toBe(5);
  });

  it('is followed to a standby that takes over, with everything that was acknowledged', async () => {
    const primary = await givenServer({
      wal_level: 'replica',
      synchronous_standby_names: '*',
      synchronous_commit: 'local',
    });
    const folder = newFolder();
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const copied = run('pg_basebackup', [
      ...['-D', join(folder, 'data'), '-R', '-d', primary.url, '-c', 'fast'],
    ]);
    expect(copied.status, copied.stderr).toBe(0);
    const standby = await startServer({ folder, settings: { hot_standby: 'on' } });
    onTestFinished(standby.remove);
    const admin = await givenClient(primary.url);
    // From here on nothing is acknowledged that the standby has not.
    await admin.query('ALTER SYSTEM SET synchronous_commit = on');
    const proxy = await givenProxy(primary.port);
    const newsroom = await givenNewsroom(throughPort(primary.url, proxy.port));
    const acknowledged: string[] = [];
    for (let count = 0; count < 20; count += 1) acknowledged.push(await newsroom.publish(`Story ${count}`));
    await newsroom.send('GET', '/v1/articles?limit=100');
    await primary.stop('SIGKILL');
    expect(run('pg_ctl', ['promote', '-w', '-D', join(folder, 'data')]).status).toBe(0);
    proxy.leadTo(standby.port);
    await until(200, () => newsroom.send('GET', '/health/ready'));
    const { data } = (await newsroom.send('GET', '/v1/articles?limit=100')).json();
    expect(data.map(({ id }: { id: string }) => id).toSorted()).toEqual(acknowledged.toSorted());
    await newsroom.publish('On the standby');
  });
});

describe.skipIf(!programs)('two servers on one database', () => {
  it('show each other’s publications, and refuse each other’s revoked keys at the next request', async () => {
    const server = await givenServer();
    const folder = await givenFolder();
    const [one, other] = [await givenNewsroom(server.url, folder), await givenNewsroom(server.url, folder)];
    for (let count = 0; count < 20; count += 1) {
      const id = await one.publish(`Story ${count}`);
      await other.send('GET', '/v1/articles');
      await until(200, () => other.send('GET', `/v1/articles/${id}`));
      await one.send(
        'POST',
        `/v1/desk/articles/${id}/kill`,
        { reason: 'Wrong.', notice: 'It was wrong.' },
        { 'if-match': '*' },
      );
      await until(410, () => other.send('GET', `/v1/articles/${id}`));
    }
    const order = { name: 'Desk', role: 'editor', actor: { name: 'Jane Doe', kind: 'person' } };
    const issued = (await one.send('POST', '/v1/desk/keys', order)).json() as { id: string; secret: string };
    const headers = { authorization: `Bearer ${issued.secret}` };
    expect((await other.send('GET', '/v1/desk/articles', undefined, headers)).status).toBe(200);
    const revoked = await one.send('POST', `/v1/desk/keys/${issued.id}/revoke`, {}, { 'if-match': '*' });
    expect(revoked.status, revoked.text).toBe(200);
    expect((await other.send('GET', '/v1/desk/articles', undefined, headers)).status).toBe(401);
  });

  it('may start at once on an empty database: it is made, seeded and given its first key once', async () => {
    const server = await givenServer();
    const settings = { DATABASE_URL: server.url, MEDIA_SHARED: 'on', SEED: 'samples' };
    const folder = await givenFolder();
    const both = [1, 2, 3].map(() => startDateline({ ...settings, DATA_DIR: folder }));
    await Promise.all(both.map((dateline) => dateline.address()));
    const said = both.map((dateline) => dateline.said()).join('');
    expect(said.match(/seeded \d+ stories/g)).toHaveLength(1);
    expect(said.match(/First admin key/g)).toHaveLength(1);
  });

  it('go on where one of them is cut off, which catches up when it is not any more', async () => {
    const server = await givenServer();
    const proxy = await givenProxy(server.port);
    const folder = await givenFolder();
    const one = await givenNewsroom(server.url, folder);
    const other = await givenNewsroom(throughPort(server.url, proxy.port), folder);
    const first = await one.publish('First');
    await until(200, () => other.send('GET', `/v1/articles/${first}`));
    proxy.cut();
    await expectUnavailable(() => other.send('GET', `/v1/articles/${first}`));
    const meanwhile = await one.publish('Meanwhile');
    await expectUnavailable(() => other.send('POST', '/v1/desk/articles', { headline: 'Lost' }));
    proxy.heal();
    await until(200, () => other.send('GET', `/v1/articles/${meanwhile}`));
    await other.publish('Back again');
  });
});
