import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type Socket, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inject, onTestFinished } from 'vitest';

/** The script that starts Dateline from its sources. */
export const fromSources = fileURLToPath(new URL('../../bin/dateline.js', import.meta.url));

/** A folder of the test's own, gone when it is over. */
export async function givenFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-process-'));
  // What ends just then may still write.
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

/**
 * Starts Dateline as a process of its own, with these settings and no others: in long tests as the image does, in others
 * from its sources; another copy of it by its script.
 */
export function startDateline(settings: Record<string, string>, program = inject('bundle') ?? fromSources) {
  const child = spawn(process.execPath, [program], {
    env: { PATH: process.env['PATH'], PORT: '0', SEED: 'none', LOG_FORMAT: 'json', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  let logged = '';
  child.stderr.on('data', (chunk) => (said += String(chunk)));
  child.stdout.on('data', (chunk) => (logged += String(chunk)));
  const ended = once(child, 'close') as Promise<[number | null]>;
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return {
    child,
    said: () => said,
    logged: () => logged,
    /** The exit code. */
    ended: ended.then(([code]) => code),
    /** Waits for the address that it serves at. */
    async address(): Promise<URL> {
      for (;;) {
        const address = /serves at (\S+)/.exec(said)?.[1];
        if (address) return new URL(address);
        if (child.exitCode !== null || child.signalCode !== null)
          throw new Error(`Dateline did not start: ${said}`);
        await Promise.race([once(child.stderr, 'data'), ended]);
      }
    },
  };
}

/** An open connection to `address`, on which `bytes` were sent. */
export async function givenConnection({ hostname, port }: URL, bytes = ''): Promise<Socket> {
  const socket = connect(Number(port), hostname);
  // A connection that is cut is what these tests are about.
  socket.on('error', () => undefined).resume();
  await once(socket, 'connect');
  if (bytes !== '') socket.write(bytes);
  onTestFinished(() => void socket.destroy());
  return socket;
}
