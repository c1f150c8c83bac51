/** A newer version starts, and migrates the database, while servers of this one run and write. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { expect, it, onTestFinished } from 'vitest';
import { makeKey } from '../../../src/access/key.ts';
import { programs, startServer } from '../../support/postgres-server.ts';
import { givenFolder, startDateline } from '../../support/processes.ts';
import { copyOfShipped } from '../../support/shipped.ts';
import { serverAt } from './pair.ts';

const { secret: key } = makeKey();

/** A copy of this version with one migration more, which takes its time; gives its program. */
async function givenNewerVersion(): Promise<string> {
  const folder = await copyOfShipped();
  const migrations = join(folder, 'migrations/postgres');
  await writeFile(
    join(migrations, '9999_newer.sql'),
    'CREATE TABLE found AS SELECT id FROM articles;\n--> statement-breakpoint\nSELECT pg_sleep(3);',
  );
  const journal = join(migrations, 'meta/_journal.json');
  const { entries, ...rest } = JSON.parse(await readFile(journal, 'utf8')) as { entries: { when: number }[] };
  const next = { ...entries.at(-1)!, idx: entries.length, when: entries.at(-1)!.when + 1, tag: '9999_newer' };
  await writeFile(journal, JSON.stringify({ ...rest, entries: [...entries, next] }));
  return join(folder, 'bin/dateline.js');
}

async function givenNewsroom(
  database: string,
  { folder, program }: { folder?: string; program?: string } = {},
) {
  const settings = { DATABASE_URL: database, MEDIA_SHARED: 'on', ADMIN_API_KEY: key };
  const dateline = startDateline({ ...settings, DATA_DIR: folder ?? (await givenFolder()) }, program);
  const { send } = serverAt({ address: (await dateline.address()).href }, key);
  return { send, logged: dateline.logged };
}

/** Waits until its health and its log say that it writes no more, and why. */
async function untilTold({ send, logged }: Awaited<ReturnType<typeof givenNewsroom>>): Promise<void> {
  while ((await send('GET', '/health/ready')).body.degraded?.[0] !== 'writes');
  while (!logged().includes('Stop this server, and start that version')) await send('GET', '/v1');
}

it.skipIf(!programs)(
  'servers of an older version write nothing any more, say so and still read',
  async () => {
    const server = await startServer();
    onTestFinished(server.remove);
    const folder = await givenFolder();
    const old = [await givenNewsroom(server.url, { folder }), await givenNewsroom(server.url, { folder })];
    const acknowledged: string[] = [];
    let isMigrated = false;
    async function writeUntilRefused({ send }: (typeof old)[number]): Promise<string> {
      for (;;) {
        const isLast = isMigrated;
        const { status, body } = await send('POST', '/v1/desk/articles', { body: { headline: 'A story' } });
        if (status === 201) acknowledged.push(body.id);
        // While the newer version migrates, it has the lock of writers.
        else if (isLast || body.detail !== 'The database is busy. Try again in a moment.')
          return `${status} ${body.detail}`;
        if (isLast) return 'It writes on.';
      }
    }
    const writing = old.map(writeUntilRefused);
    const newer = await givenNewsroom(server.url, { folder, program: await givenNewerVersion() });
    isMigrated = true;
    const refusal =
      '503 This server only reads: a newer version is taking its place. Try again in a few seconds.';
    expect(await Promise.all(writing)).toEqual([refusal, refusal]);

    const client = new pg.Client(server.url);
    await client.connect();
    const { rows } = await client.query<{ id: string }>('SELECT id FROM found ORDER BY id');
    await client.end();
    expect(rows.map(({ id }) => id)).toEqual(acknowledged.toSorted());
    for (const { send, logged } of old) {
      await untilTold({ send, logged });
      expect((await send('GET', '/v1/articles')).status).toBe(200);
    }
    expect(
      (await newer.send('POST', '/v1/desk/articles', { body: { headline: 'On the newer' } })).status,
    ).toBe(201);
    while ((await newer.send('GET', '/health/ready')).status !== 200);
  },
);

it.skipIf(!programs)('a server that nobody writes on knows that it is too old within a second', async () => {
  const server = await startServer();
  onTestFinished(server.remove);
  const { send, logged } = await givenNewsroom(server.url);
  while ((await send('GET', '/health/ready')).status !== 200);
  const client = new pg.Client(server.url);
  await client.connect();
  await client.query("INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('', 9e15)");
  await client.end();
  await untilTold({ send, logged });
});
