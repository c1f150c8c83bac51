/** Plays compose.yaml on this machine, with servers of its own in place of the images. Run by .ci/compose-steps. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import S3rver from '@20minutes/s3rver';
import pg from 'pg';
import { parse } from 'yaml';
import { startServer } from '../tests/support/postgres-server.ts';

type Server = { environment: Record<string, string> };
type Compose = {
  services: { one: Server; two: Server; database: Server };
  configs: { balancer: { content: string } };
};

const compose = parse(readFileSync('compose.yaml', 'utf8'), { merge: true }) as Compose;
const work = mkdtempSync(join(tmpdir(), 'compose-steps-'));
const app = join(work, 'app');
const children: ChildProcess[] = [];

function step(title: string): void {
  console.log(`--- ${title}`);
}

/** The defaults of compose.yaml: nothing is set on this machine. */
function filled(value: string): string {
  return value.replace(/\$\{\w+:-([^}]*)\}/g, '$1');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

async function waitFor(what: string, address: string): Promise<void> {
  for (let tries = 0; tries < 150; tries += 1) {
    const answer = await fetch(`${address}/health/ready`).catch(() => undefined);
    if (answer?.ok) return;
    await pause(200);
  }
  throw new Error(`${what} was not ready after 30 seconds`);
}

async function read<Answer>(address: string, path: string): Promise<Answer> {
  const answer = await fetch(address + path);
  if (!answer.ok) throw new Error(`GET ${path} answered ${answer.status}`);
  return (await answer.json()) as Answer;
}

const database = await startServer();
try {
  step('Installing what the image has');
  mkdirSync(app);
  for (const name of [
    'package.json',
    'package-lock.json',
    '.npmrc',
    'openapi.yaml',
    'bin',
    'src',
    'migrations',
    'seeds',
  ])
    cpSync(name, join(app, name), { recursive: true });
  execFileSync('npm', ['ci', '--omit=dev', '--silent'], {
    cwd: app,
    stdio: ['ignore', 'inherit', 'inherit'],
  });

  step('Starting PostgreSQL, and a store that speaks S3');
  const { environment } = compose.services.one;
  const wanted = new URL(filled(environment['DATABASE_URL']!));
  const made = compose.services.database.environment;
  if (wanted.username !== made['POSTGRES_USER'] || wanted.pathname !== `/${made['POSTGRES_DB']}`)
    throw new Error('DATABASE_URL names another user or database than POSTGRES_USER and POSTGRES_DB');
  if (wanted.password !== filled(made['POSTGRES_PASSWORD']!))
    throw new Error('DATABASE_URL has another password than POSTGRES_PASSWORD');
  const client = new pg.Client(database.url);
  await client.connect();
  await client.query(`CREATE ROLE ${wanted.username} LOGIN PASSWORD '${wanted.password}'`);
  await client.query(`CREATE DATABASE ${wanted.pathname.slice(1)} OWNER ${wanted.username}`);
  await client.end();
  const bucket = new URL(environment['S3_ENDPOINT']!).pathname;
  const store = new S3rver({
    ...{ port: 0, address: '127.0.0.1', silent: true, directory: join(work, 'store') },
    configureBuckets: [{ name: bucket.slice(1), configs: [] }],
  });
  const { port: storePort } = await store.run();

  const ports = { one: await freePort(), two: await freePort() };
  const front = await freePort();
  wanted.hostname = '127.0.0.1';
  wanted.port = String(database.port);
  const logs = { one: '', two: '' };
  function startOne(name: 'one' | 'two'): ChildProcess {
    const settings = Object.entries(compose.services[name].environment).map(([key, value]) => [
      key,
      filled(value),
    ]);
    const data = join(work, name);
    mkdirSync(data);
    const child = spawn(process.execPath, ['bin/dateline.js'], {
      cwd: app,
      env: {
        ...{ PATH: process.env['PATH'], NODE_ENV: 'production', HOST: '127.0.0.1' },
        ...(Object.fromEntries(settings) as Record<string, string>),
        // What is elsewhere here: addresses, and the one key that this store has.
        ...{ PORT: String(ports[name]), DATABASE_URL: wanted.href, DATA_DIR: data, TRUST_PROXY: '127.0.0.1' },
        ...{ S3_ENDPOINT: `http://127.0.0.1:${storePort}${bucket}`, PUBLIC_URL: `http://127.0.0.1:${front}` },
        ...{ S3_ACCESS_KEY_ID: 'S3RVER', S3_SECRET_ACCESS_KEY: 'S3RVER' },
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (logs[name] += text));
    children.push(child);
    return child;
  }

  step('Starting both servers at once, on an empty database');
  const one = startOne('one');
  startOne('two');
  const addresses = { one: `http://127.0.0.1:${ports.one}`, two: `http://127.0.0.1:${ports.two}` };
  await Promise.all([waitFor('one', addresses.one), waitFor('two', addresses.two)]).catch(
    (error: unknown) => {
      console.error(logs.one, logs.two);
      throw error;
    },
  );
  const key = /dl_\w+/.exec(logs.one + logs.two)?.[0];
  if (key === undefined) throw new Error('neither server printed the first key');

  step('Starting nginx with the configuration of compose.yaml');
  const site = compose.configs.balancer.content
    .replaceAll('$$', '$')
    .replace('one:3000', `127.0.0.1:${ports.one}`)
    .replace('two:3000', `127.0.0.1:${ports.two}`)
    .replace('listen 80;', `listen 127.0.0.1:${front};`);
  const own = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${work}/${name};`,
  );
  writeFileSync(
    join(work, 'nginx.conf'),
    `daemon off; ${process.getuid?.() === 0 ? 'user root;' : ''} pid ${work}/nginx.pid; error_log ${work}/nginx.log; events {}\nhttp { access_log off; ${own.join(' ')}\n${site}}\n`,
  );
  children.push(
    spawn('nginx', ['-c', join(work, 'nginx.conf'), '-e', join(work, 'nginx.log')], { stdio: 'inherit' }),
  );
  const balancer = `http://127.0.0.1:${front}`;
  await waitFor('the balancer', balancer);

  step('Publishing a story and a picture through the balancer');
  // Not waited for inside this process, which is the store, too.
  async function publish(): Promise<void> {
    const child = spawn(process.execPath, ['.ci/publish-a-picture.ts', balancer, key!], { stdio: 'inherit' });
    const [status] = (await once(child, 'exit')) as [number | null];
    if (status !== 0) throw new Error(`it could not be published: ${logs.one}${logs.two}`);
  }
  await publish();

  step('Reading it from both servers');
  type Page = { data: { id: string; slug: string; headline: string }[] };
  const newest = await Promise.all(
    Object.entries(addresses).map(async ([name, address]) => {
      const { data } = await read<Page>(address, '/v1/articles');
      console.log(`    ${name}: ${data[0]!.headline} (${data[0]!.id})`);
      return data[0]!.id;
    }),
  );
  if (newest[0] !== newest[1]) throw new Error('the servers do not answer the same');

  step('Stopping one server: readers go on without an error');
  one.kill('SIGKILL');
  for (let count = 0; count < 40; count += 1) await read<Page>(balancer, '/v1/articles');
  console.log('    40 of 40 requests were answered');
  await publish();
  const [after] = (await read<Page>(addresses.two, '/v1/articles')).data;
  if (after!.id === newest[0]) throw new Error('nothing new was published by the server that is left');
  console.log(`    two went on: ${after!.headline} (${after!.id})`);
  await store.close();
  step('A newsroom on two servers would start, serve, and lose one of them');
} finally {
  for (const child of children.toReversed()) child.kill('SIGTERM');
  for (const child of children)
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  database.remove();
  rmSync(work, { recursive: true, force: true, maxRetries: 5 });
}
process.exit();
