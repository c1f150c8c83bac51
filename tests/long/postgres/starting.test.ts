/** What a server says and does where it cannot start on a database of PostgreSQL, and where it can by TLS. */
import { spawnSync } from 'node:child_process';
import { chownSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/foundation/clock.ts';
import { engineAt } from '../../../src/foundation/database/engines/engine-at.ts';
import { openDatabase } from '../../../src/main/open-database.ts';
import { readConfig } from '../../../src/main/settings/config.ts';
import { newFolder, type PostgresServer, programs, startServer } from '../../support/postgres-server.ts';
import { givenFolder, startDateline } from '../../support/processes.ts';

const password = 'open-sesame';
let plain: PostgresServer;
let encrypted: PostgresServer;

beforeAll(async () => {
  if (!programs) return;
  [plain, encrypted] = [await startServer(askingPassword()), await startServer(withCertificate())];
  for (const { url } of [plain, encrypted])
    await administer(
      url,
      `CREATE ROLE dateline LOGIN PASSWORD '${password}'`,
      'CREATE DATABASE newsroom OWNER dateline',
    );
  await administer(
    plain.url,
    "CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0",
    'CREATE DATABASE not_ours',
    'CREATE DATABASE crowded OWNER dateline CONNECTION LIMIT 0',
    'CREATE DATABASE others',
    'CREATE DATABASE newer OWNER dateline',
  );
  await administer(named(plain.url, 'others'), 'CREATE TABLE users (id int)');
  const newer = await (await engineAt(to(plain, { database: 'newer' }))).open({ clock: systemClock });
  await newer.close();
  await administer(
    plain.url,
    'CREATE DATABASE standby TEMPLATE newer OWNER dateline',
    'ALTER DATABASE standby SET default_transaction_read_only = on',
  );
  await administer(
    named(plain.url, 'newer'),
    "INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('', 9e15)",
  );
}, 120_000);

afterAll(() => {
  plain?.remove();
  encrypted?.remove();
});

/** A server that asks everybody but `postgres` for a password. */
function askingPassword() {
  const folder = newFolder();
  const rules = join(folder, 'rules');
  writeFileSync(
    rules,
    'host all postgres 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\nlocal all all trust\n',
  );
  return { folder, settings: { hba_file: rules } };
}

/** The same with a certificate for `localhost`, which it signed itself. */
function withCertificate() {
  const { folder, settings } = askingPassword();
  const [key, certificate] = [join(folder, 'key'), join(folder, 'certificate')];
  const made = spawnSync('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
    ...['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'],
    ...['-keyout', key, '-out', certificate],
  ]);
  expect(made.status, String(made.stderr)).toBe(0);
  const { uid, gid } = statSync(folder);
  chownSync(key, uid, gid);
  return { folder, settings: { ...settings, ssl: 'on', ssl_key_file: key, ssl_cert_file: certificate } };
}

async function administer(url: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

function named(url: string, database: string): string {
  return Object.assign(new URL(url), { pathname: database }).href;
}

type Place = { host?: string; database?: string; user?: string; port?: number; query?: string };

/** The address of a database for its owner. */
function to(
  server: PostgresServer,
  { host = '127.0.0.1', database = 'newsroom', ...place }: Place = {},
): string {
  const { user = `dateline:${password}`, port = server.port, query = '' } = place;
  return `postgres://${user}@${host}:${port}/${database}${query}`;
}

/** What the refusal to open it says, after what and where. */
async function refusalOf(url: string): Promise<string> {
  const config = readConfig({ DATABASE_URL: url, MEDIA_SHARED: 'on', DATA_DIR: await givenFolder() });
  const message = await openDatabase({ config, clock: systemClock }).then(
    () => 'It opened.',
    (error: unknown) => String(error),
  );
  expect(message).not.toContain(password);
  return message.replace(
    /^Error: Cannot open the database \S+ \(DATABASE_URL, or dateline\.db in DATA_DIR\): /,
    '',
  );
}

describe.skipIf(!programs)('a database that cannot be opened', () => {
  it.each<[string, () => string, string]>([
    [
      'a host that is not there',
      () => to(plain, { host: 'nowhere.invalid' }),
      'the server cannot be reached (getaddrinfo ENOTFOUND nowhere.invalid). Start it, or name another address. Nothing was changed.',
    ],
    [
      'a port where nobody listens',
      () => to(plain, { port: 1 }),
      'the server cannot be reached (connect ECONNREFUSED 127.0.0.1:1). Start it, or name another address. Nothing was changed.',
    ],
    [
      'a wrong user',
      () => to(plain, { user: `nobody:${password}` }),
      'the server refuses the user or the password (password authentication failed for user "nobody"). Name others in the address. Nothing was changed.',
    ],
    [
      'a wrong password',
      () => to(plain, { user: 'dateline:wrong' }),
      'the server refuses the user or the password (password authentication failed for user "dateline"). Name others in the address. Nothing was changed.',
    ],
    [
      'no password',
      () => to(plain, { user: 'dateline' }),
      'the server wants a password (SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string). Name it in the address: postgres://user:password@…. Nothing was changed.',
    ],
    [
      'a database that is not there',
      () => to(plain, { database: 'none' }),
      'the server has no such database (database "none" does not exist). Create it, with ENCODING \'UTF8\'. Nothing was changed.',
    ],
    [
      'a database in another encoding',
      () => to(plain, { database: 'latin' }),
      "its encoding is LATIN1. Create the database with ENCODING 'UTF8'. Nothing was changed.",
    ],
    [
      'a database in which the user may make nothing',
      () => to(plain, { database: 'not_ours' }),
      'the user may not do that (permission denied for schema public). Give them the right to create tables in it. Nothing was changed.',
    ],
    [
      'a database with too many clients',
      () => to(plain, { database: 'crowded' }),
      'the server has too many connections, or too little memory (too many connections for database "crowded"). Raise its limits, or stop a client. Nothing was changed.',
    ],
    [
      'tables of another application',
      () => to(plain, { database: 'others' }),
      'it holds tables of another application (users …). Name another database, or an empty one. Nothing was changed.',
    ],
    [
      'a newer schema',
      () => to(plain, { database: 'newer' }),
      'it was written by a newer version of Dateline. Start that version, or restore a backup from before. Nothing was changed.',
    ],
    [
      'TLS where the server has none',
      () => to(plain, { query: '?sslmode=require' }),
      'the server has no TLS (The server does not support SSL connections). Set it up there, or name sslmode=disable. Nothing was changed.',
    ],
    [
      'a way of TLS that there is not',
      () => to(plain, { query: '?sslmode=required' }),
      'sslmode=required is not one of disable, prefer, require, verify-ca, verify-full. Nothing was changed.',
    ],
    [
      'a check against no authority',
      () => to(encrypted, { query: '?sslmode=verify-ca' }),
      'sslmode=verify-ca needs sslrootcert, or use verify-full. Nothing was changed.',
    ],
    [
      'the certificate of an authority that nobody knows',
      () => to(encrypted, { host: 'localhost', query: '?sslmode=verify-full' }),
      'the certificate of the server is not trusted (self-signed certificate; if the root CA is installed locally, try running Node.js with --use-system-ca). Name the file of the authority that signed it with sslrootcert=, and the server as its certificate does. Nothing was changed.',
    ],
    [
      'the certificate of another server',
      () => to(encrypted, { query: `?sslmode=verify-full&sslrootcert=${encrypted.folder}/certificate` }),
      "the certificate of the server is not trusted (Hostname/IP does not match certificate's altnames: IP: 127.0.0.1 is not in the cert's list: ). Name the file of the authority that signed it with sslrootcert=, and the server as its certificate does. Nothing was changed.",
    ],
    [
      'a file of certificates that is not there',
      () => to(encrypted, { query: '?sslmode=verify-full&sslrootcert=/none.crt' }),
      "a file that the address names cannot be read (ENOENT: no such file or directory, open '/none.crt'). Name another, or let the server read it. Nothing was changed.",
    ],
  ])('says why: %s', async (_, address, sentence) => {
    expect(await refusalOf(address())).toBe(sentence);
  });
});

describe.skipIf(!programs)('a server', () => {
  async function start(url: string, folder?: string) {
    const DATA_DIR = folder ?? (await givenFolder());
    return startDateline({ DATABASE_URL: url, MEDIA_SHARED: 'on', DATA_DIR });
  }

  it.each([
    [
      'a wrong password',
      () => to(plain, { user: 'dateline:wrong-secret' }),
      'refuses the user or the password',
    ],
    [
      'a standby',
      () => to(plain, { database: 'standby' }),
      'it can only be read: it is a standby, or set so',
    ],
  ])('ends with one sentence at %s', async (_, address, sentence) => {
    const dateline = await start(address());
    expect(await dateline.ended).toBe(1);
    const [opening, said, ...more] = dateline.said().split('\n');
    expect(opening).toMatch(/^opening postgres:\/\/…@127\.0\.0\.1:\d+\/\w+$/);
    expect(said).toMatch(/^Cannot open the database postgres:\/\/…@127\.0\.0\.1:\d+\/\w+ .*\.$/);
    expect(said).toContain(sentence);
    expect(more).toEqual(['']);
    expect(dateline.said() + dateline.logged()).not.toContain('secret');
  });

  it('serves by TLS, and checks the certificate where it is asked to', async () => {
    const checked = `?sslmode=verify-full&sslrootcert=${encrypted.folder}/certificate`;
    const folder = await givenFolder();
    for (const place of [{ query: '?sslmode=require' }, { host: 'localhost', query: checked }]) {
      const dateline = await start(to(encrypted, place), folder);
      const ready = new URL('/health/ready', await dateline.address());
      while ((await fetch(ready)).status !== 200);
      const client = new pg.Client(encrypted.url);
      await client.connect();
      const { rows } = await client.query(
        "SELECT DISTINCT ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE usename = 'dateline'",
      );
      await client.end();
      expect(rows).toEqual([{ ssl: true }]);
    }
  });
});
