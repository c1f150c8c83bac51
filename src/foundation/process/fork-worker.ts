import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { getCompileCacheDir } from 'node:module';
import type { Socket } from 'node:net';
import { dirname } from 'node:path';

/** Thrown when the worker died during a job, or was killed at its time limit. */
export class WorkerDied extends Error {
  /** Whether somebody else killed it: the system does so when memory is short. */
  readonly isKilled: boolean;
  constructor(message: string, isKilled: boolean) {
    super(message);
    this.isKilled = isKilled;
  }
}

/** Thrown when the worker ended before it was ready. The message says how it ended and what it printed. */
export class WorkerNotStarted extends Error {}

export type Worker = { child: ChildProcess; ready: Promise<void> };

const longestStartMs = 30_000;
const mostPrinted = 4_000;

/**
 * Starts a worker: a module that sends one message when it is ready, and then answers each message with one message. It
 * gets no environment but the compile cache, and does not keep this process alive.
 */
export function startWorker(program: string): Worker {
  const child = fork(program, {
    execArgv: [],
    // One malloc arena: with several, freed memory is not returned to the system.
    env: { MALLOC_ARENA_MAX: '1', ...compileCache() },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  child.unref();
  child.channel?.unref();
  return { child, ready: untilReady(child) };
}

async function untilReady(child: ChildProcess): Promise<void> {
  const stderr = child.stderr as Socket;
  let printed = '';
  stderr.unref();
  stderr.setEncoding('utf8').on('data', (text: string) => {
    printed = (printed + text).slice(0, mostPrinted);
  });
  await nextMessage(child, longestStartMs).catch((error: unknown): never => {
    throw new WorkerNotStarted(`The worker did not start: ${(error as Error).message}.\n${printed}`.trim());
  });
}

/** Sends a job and waits for its answer. Throws `WorkerDied`, also at the time limit. */
export async function askWorker(child: ChildProcess, job: object, longestMs: number): Promise<unknown> {
  const answer = nextMessage(child, longestMs);
  child.send(job);
  return answer.catch((error: unknown): never => {
    const isKilled = error instanceof WorkerDied && error.isKilled;
    const { message } = error as Error;
    throw new WorkerDied(`The worker did not finish its job: ${message}.`, isKilled);
  });
}

/** The next message of a worker, which is killed at the time limit. Rejects with how the worker ended. */
async function nextMessage(child: ChildProcess, longestMs: number): Promise<unknown> {
  let isLate = false;
  const tooLong = setTimeout(() => {
    isLate = true;
    child.kill('SIGKILL');
  }, longestMs);
  const settled = new AbortController();
  const { signal } = settled;
  // Not `exit`: its output is complete only at `close`.
  const ended = once(child, 'close', { signal }).then(([code, by]) => {
    if (isLate) throw new WorkerDied(`it took longer than ${longestMs} ms`, false);
    throw new WorkerDied(`it ended with ${by ?? `code ${code}`}`, by === 'SIGKILL' || by === 'SIGTERM');
  });
  try {
    const [message] = (await Promise.race([once(child, 'message', { signal }), ended])) as [unknown];
    return message;
  } finally {
    clearTimeout(tooLong);
    settled.abort();
  }
}

/**
 * The compile cache of this process, for the worker. Node adds a folder per version, so the parent folder is passed on.
 */
function compileCache(): { NODE_COMPILE_CACHE?: string } {
  const folder = getCompileCacheDir();
  return folder === undefined ? {} : { NODE_COMPILE_CACHE: dirname(folder) };
}
