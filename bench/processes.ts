import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

export type Running = {
  address: string;
  /** From the start of the process to its first 200. */
  startedInMs: number;
  residentMiB: () => Promise<number>;
  stop: () => Promise<void>;
};

/** Starts a server as a process of its own and waits until `/health/live` answers 200. */
export async function startProcess(script: string, environment: Record<string, string>): Promise<Running> {
  const started = performance.now();
  const child = spawn(process.execPath, [script], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk) => (said += String(chunk)));
  const address = await addressOf(
    () => said,
    () => child.exitCode,
  );
  while (
    !(await fetch(`${address}/health/live`).then(
      ({ ok }) => ok,
      () => false,
    ))
  )
    await wait(2);
  return {
    address,
    startedInMs: Math.round(performance.now() - started),
    async residentMiB() {
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8');
      return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024);
    },
    async stop() {
      child.kill('SIGINT');
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}

async function addressOf(said: () => string, exitCode: () => number | null): Promise<string> {
  for (;;) {
    const address = /https?:\/\/[\d.]+:\d+/.exec(said())?.[0];
    if (address) return address;
    if (exitCode() !== null) throw new Error(`The server did not start: ${said()}`);
    await wait(2);
  }
}
