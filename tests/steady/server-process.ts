/** A real Dateline in a process of its own, that can be killed without warning and started again on the same files. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { makeKey } from '../../src/access/key.ts';
import { freePort } from '../support/listening.ts';
import { startFlags } from '../support/start-flags.ts';

const program = fileURLToPath(new URL('../../bin/dateline.js', import.meta.url));

/** How long a start may take before we call it dead, in milliseconds. */
const patienceMs = 30_000;

export type Newsroom = Awaited<ReturnType<typeof openProcess>>;

/**
 * A newsroom that is not started yet: its folder, its address, its admin key. `env` are settings beside those that it
 * needs. `clear` kills it and removes its folder.
 */
export async function openProcess(env: Record<string, string> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-steady-'));
  const port = await freePort();
  const { secret } = makeKey();
  const address = `http://127.0.0.1:${port}`;
  let child: ChildProcess | undefined;
  let said = '';

  /** Starts it, and gives how long it took until it was ready, in milliseconds. */
  async function start(): Promise<number> {
    const startedAt = performance.now();
    said = '';
    child = spawn(process.execPath, [...startFlags, program], {
      env: {
        PATH: process.env['PATH'],
        HOST: '127.0.0.1',
        PORT: String(port),
        DATA_DIR: folder,
        ADMIN_API_KEY: secret,
        LOG_LEVEL: 'error',
        LOG_FORMAT: 'json',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout!, child.stderr!])
      stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
    while (!(await isReady(address))) {
      if (child.exitCode !== null || child.signalCode !== null) throw new Error(`It did not start:\n${said}`);
      if (performance.now() - startedAt > patienceMs) throw new Error(`It was never ready:\n${said}`);
      await pause(10);
    }
    return performance.now() - startedAt;
  }

  /** Ends it as a power cut would: no signal that it could hear. */
  async function kill(): Promise<void> {
    if (!child || child.exitCode !== null) throw new Error(`It had ended by itself:\n${said}`);
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
    child = undefined;
  }

  /** Asks it to stop, and gives its exit code. */
  async function stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    if (!child || child.exitCode !== null) throw new Error(`It had ended by itself:\n${said}`);
    const ended = once(child, 'exit');
    child.kill(signal);
    const [code] = (await ended) as [number | null];
    child = undefined;
    return code;
  }

  async function clear(): Promise<void> {
    if (child && child.exitCode === null) await kill();
    await rm(folder, { recursive: true, force: true });
  }

  return {
    address,
    folder,
    file: join(folder, 'dateline.db'),
    secret,
    start,
    kill,
    stop,
    clear,
    /** What it wrote since its last start. */
    output: () => said,
    pid: () => child?.pid,
  };
}

/** The address of the metrics of one that was started with METRICS_PORT. */
export function metricsOf({ output }: Newsroom): string {
  const [, address] = /metrics are at (\S+)/.exec(output()) ?? [];
  if (address === undefined) throw new Error(`It has no metrics:\n${output()}`);
  return address;
}

async function isReady(address: string): Promise<boolean> {
  try {
    const { ok } = await fetch(`${address}/health/ready`, { signal: AbortSignal.timeout(1000) });
    return ok;
  } catch {
    return false;
  }
}
