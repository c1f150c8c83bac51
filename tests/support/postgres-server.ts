/** Servers of PostgreSQL that tests start, stop and kill themselves, of the packages that the system has. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { freePort } from './listening.ts';

const packages = '/usr/lib/postgresql';

/** Where the programs of the newest installed version are; undefined where there is none. */
export const programs = existsSync(packages)
  ? readdirSync(packages)
      .toSorted((one, other) => Number(other) - Number(one))
      .map((version) => join(packages, version, 'bin'))
      .find((folder) => existsSync(join(folder, 'initdb')))
  : undefined;

export type PostgresServer = Awaited<ReturnType<typeof startServer>>;

type Options = {
  /** Settings of the server, such as `{ max_connections: '50' }`. */
  settings?: Record<string, string>;
  /** The folder of a server before it, which this one goes on from; by default a new one on a memory disk. */
  folder?: string;
  port?: number;
};

/** Starts a server that everybody on this machine may use as `postgres`. It survives a kill, and no power cut. */
export async function startServer({ settings = {}, folder = newFolder(), port }: Options = {}) {
  const data = join(folder, 'data');
  if (!existsSync(data)) {
    const made = run('initdb', [
      '-D',
      data,
      '-A',
      'trust',
      '-U',
      'postgres',
      '--locale=C.UTF-8',
      '-E',
      'UTF8',
      '-N',
    ]);
    if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}${made.stdout}`);
  }
  const on = port ?? (await freePort());
  const all = { listen_addresses: '127.0.0.1', fsync: 'off', max_connections: '300', ...settings };
  const [command, args] = asOwner('postgres', [
    ...['-D', data, '-p', String(on), '-k', folder],
    ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]);
  const server = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  server.stderr.setEncoding('utf8').on('data', (text: string) => (log += text));
  const ended = once(server, 'exit');
  // It keeps no process from ending, and ends with it.
  server.unref();
  (server.stderr as unknown as { unref(): void }).unref();
  process.once('exit', remove);
  const url = `postgres://postgres@127.0.0.1:${on}/postgres`;
  while (!(await answers(url))) {
    if (server.exitCode !== null) throw new Error(`PostgreSQL did not start: ${log}`);
    await pause(20);
  }

  /** Ends it: SIGINT breaks off what runs, SIGKILL is a crash. */
  async function stop(signal: NodeJS.Signals = 'SIGINT'): Promise<void> {
    server.kill(signal);
    await ended;
  }
  function remove(): void {
    server.kill('SIGQUIT');
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
  return {
    url,
    port: on,
    folder,
    log: () => log,
    stop,
    /** Stops all its processes where they are, or lets them go on. */
    signal(signal: 'SIGSTOP' | 'SIGCONT') {
      server.kill(signal);
      spawnSync('pkill', [`-${signal}`, '-P', String(server.pid)]);
    },
    /** Ends it at once, and leaves nothing. */
    remove,
  };
}

/** Runs a program of PostgreSQL, such as `pg_basebackup`, as the owner of its folders. */
export function run(program: string, args: string[]) {
  const [command, all] = asOwner(program, args);
  return spawnSync(command, all, { encoding: 'utf8' });
}

/** A command that runs a program of PostgreSQL, or another by its path, as the owner of its folders: none runs as root. */
export function asOwner(program: string, args: string[]): [command: string, args: string[]] {
  const path = resolve(programs!, program);
  if (process.getuid?.() !== 0) return [path, args];
  return ['setpriv', ['--reuid=postgres', '--regid=postgres', '--init-groups', path, ...args]];
}

/** A new folder of the owner of servers, by default on a memory disk where there is one. */
export function newFolder(parent = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()): string {
  const folder = mkdtempSync(join(parent, 'dateline-postgres-'));
  if (process.getuid?.() === 0) {
    const [uid, gid] = ['-u', '-g'].map((which) => Number(spawnSync('id', [which, 'postgres']).stdout));
    chownSync(folder, uid!, gid!);
  }
  return folder;
}

/** Whether the server at this address lets us in. */
export async function answers(url: string): Promise<boolean> {
  const client = new pg.Client(url);
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}
