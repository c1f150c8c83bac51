import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { pinner } from './machine.ts';

export type Running = {
  address: string;
  /** From the start of the process to its first 200. */
  startedInMs: number;
  /** Milliseconds of processor time so far, user and system; undefined where the system does not tell. */
  cpuMs: () => number | undefined;
  /** Mebibytes in memory now: all of it, and without the file pages that the system may take back. */
  resident: () => { all: number; own: number } | undefined;
  stop: () => Promise<void>;
};

type Options = {
  environment: Record<string, string>;
  /** Node's own flags. */
  flags?: string[];
  cores?: string | undefined;
  /** The path whose first 200 counts as the start. */
  readyAt?: string;
};

/** Starts a server as a process of its own and waits for its first 200. */
export async function startServer(
  script: string,
  { environment, flags, cores, readyAt = '/health/live' }: Options,
): Promise<Running> {
  const started = performance.now();
  const child = startNode(script, {
    environment,
    cores,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(flags && { flags }),
  });
  // Its log goes where a supervisor would read it.
  child.stdout!.resume();
  let said = '';
  child.stderr!.on('data', (chunk) => (said += String(chunk)));
  const address = await addressOf(
    () => said,
    () => child.exitCode,
  );
  while (!(await answers(address + readyAt))) await wait(2);
  const startedInMs = Math.round(performance.now() - started);
  return {
    address,
    startedInMs,
    cpuMs: () => cpuMsOf(child.pid!),
    resident: () => residentOf(child.pid!),
    async stop() {
      child.kill('SIGINT');
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}

type Spawning = Options & { stdio: Parameters<typeof spawn>[2]['stdio'] };

/** Starts a script of ours with this Node, on those cores where processes can be pinned. */
export function startNode(script: string, { environment, flags = [], cores, stdio }: Spawning): ChildProcess {
  const command = [...(cores === undefined ? [] : [pinner, '-c', cores]), process.execPath, ...flags, script];
  const child = spawn(command[0]!, command.slice(1), { env: { ...process.env, ...environment }, stdio });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

// Nothing that was started outlives a run that fails.
const running = new Set<ChildProcess>();
process.once('exit', () => running.forEach((child) => child.kill('SIGINT')));

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    async (answer) => {
      await answer.arrayBuffer();
      return answer.ok;
    },
    () => false,
  );
}

async function addressOf(said: () => string, exitCode: () => number | null): Promise<string> {
  for (;;) {
    const address = /http:\/\/127\.0\.0\.1:\d+/.exec(said())?.[0];
    if (address) return address;
    if (exitCode() !== null) throw new Error(`The server did not start: ${said()}`);
    await wait(2);
  }
}

// proc(5): user and system time are fields 14 and 15, in ticks of which there are 100 a second on Linux.
function cpuMsOf(pid: number): number | undefined {
  const fields = readProc(`/proc/${pid}/stat`)?.split(') ')[1]?.split(' ');
  return fields && (Number(fields[11]) + Number(fields[12])) * 10;
}

function residentOf(pid: number): { all: number; own: number } | undefined {
  const status = readProc(`/proc/${pid}/status`);
  if (status === undefined) return undefined;
  function mebibytes(name: string): number {
    return Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status!)?.[1]) / 1024);
  }
  return { all: mebibytes('VmRSS'), own: mebibytes('RssAnon') };
}

function readProc(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
