import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { freePort } from './listening.ts';
import { answers, asOwner, newFolder, type PostgresServer } from './postgres-server.ts';

const program = '/usr/sbin/pgbouncer';
export const hasPooler = existsSync(program);

/** Starts PgBouncer before a server, and gives the address of the same database behind it. */
export async function givenPooler(server: PostgresServer, settings: Record<string, string>): Promise<string> {
  const [folder, port] = [newFolder(), await freePort()];
  const all = { listen_addr: '127.0.0.1', listen_port: port, auth_type: 'any', unix_socket_dir: '' };
  const lines = Object.entries({ ...all, ...settings }).map(([name, value]) => `${name} = ${value}`);
  const file = join(folder, 'pgbouncer.ini');
  const target = `* = host=127.0.0.1 port=${server.port} user=postgres`;
  writeFileSync(file, ['[databases]', target, '[pgbouncer]', ...lines, ''].join('\n'));
  const [command, args] = asOwner(program, [file]);
  const pooler = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  pooler.stderr.setEncoding('utf8').on('data', (text: string) => (log += text));
  const ended = once(pooler, 'exit');
  onTestFinished(async () => {
    pooler.kill('SIGKILL');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  });
  const url = Object.assign(new URL(server.url), { port: String(port) }).href;
  while (!(await answers(url))) {
    if (pooler.exitCode !== null) throw new Error(`PgBouncer did not start: ${log}`);
    await pause(20);
  }
  return url;
}
