import { type ChildProcess, fork } from 'node:child_process';
import { getCompileCacheDir } from 'node:module';
import { dirname } from 'node:path';
import { unavailable } from '../problem.ts';

/** Thrown when the process died over a job, or was ended because it took too long. */
export class WorkerDied extends Error {}

/** How soon: `now` before all else, `soon` before what nobody waits for. */
export type Priority = (typeof priorities)[number];
const priorities = ['now', 'soon', 'later'] as const;

type Settings = {
  /** The module that runs in it: it answers each message with one. */
  program: string;
  /** No job takes longer. */
  longestJobMs: number;
  /** Without a job for as long as this it is ended, its memory with it. */
  idleMs: number;
  /** After so many jobs a fresh one begins. */
  mostJobs: number;
  /** How many may wait that are wanted now. */
  mostWaiting: number;
};

type Waiting<Answer> = { job: object; resolve: (answer: Answer) => void; reject: (error: Error) => void };

/** Where Node keeps what it has compiled, if it does: in a folder for each version within the one that it is told. */
function compileCache(): { NODE_COMPILE_CACHE?: string } {
  const folder = getCompileCacheDir();
  return folder === undefined ? {} : { NODE_COMPILE_CACHE: dirname(folder) };
}

/**
 * A process beside this one that does one job at a time, for what may crash, hang or swell. It is started for the first
 * job, knows nothing of our environment but where compiled code is kept, and keeps nobody running.
 */
export function openWorkerProcess<Answer extends object>(settings: Settings) {
  const queues: Record<Priority, Waiting<Answer>[]> = { now: [], soon: [], later: [] };
  let child: ChildProcess | undefined;
  let jobs = 0;
  let busy = false;
  let closed = false;
  let idle: NodeJS.Timeout | undefined;

  /** Gives its answer to a job. Throws `Died`, and `unavailable` when too much waits already. */
  function ask(job: object, priority: Priority): Promise<Answer> {
    if (closed) return Promise.reject(unavailable('The server is stopping.'));
    if (priority === 'now' && queues.now.length >= settings.mostWaiting)
      return Promise.reject(unavailable('Too much waits to be worked on; try again in a moment.', 5));
    return new Promise((resolve, reject) => {
      queues[priority].push({ job, resolve, reject });
      next();
    });
  }

  function next(): void {
    if (busy) return;
    const waiting = queues.now.shift() ?? queues.soon.shift() ?? queues.later.shift();
    if (!waiting) {
      idle = setTimeout(stopWorker, settings.idleMs).unref();
      return;
    }
    clearTimeout(idle);
    busy = true;
    run(waiting.job)
      .then(waiting.resolve, waiting.reject)
      .finally(() => {
        busy = false;
        if (!closed) next();
      });
  }

  function run(job: object): Promise<Answer> {
    const worker = currentWorker();
    return new Promise((resolve, reject) => {
      const tooLong = setTimeout(() => worker.kill('SIGKILL'), settings.longestJobMs);
      function settle(): void {
        clearTimeout(tooLong);
        worker.off('message', onAnswer).off('exit', onExit).off('error', onExit);
      }
      function onAnswer(answer: unknown): void {
        settle();
        resolve(answer as Answer);
      }
      function onExit(): void {
        settle();
        if (child === worker) child = undefined;
        reject(closed ? unavailable('The server is stopping.') : new WorkerDied());
      }
      worker.on('message', onAnswer).on('exit', onExit).on('error', onExit);
      worker.send(job);
    });
  }

  function currentWorker(): ChildProcess {
    jobs += 1;
    if (jobs % settings.mostJobs === 0) stopWorker();
    if (!child?.connected) {
      // One arena: with several, memory that was freed does not come back.
      child = fork(settings.program, {
        execArgv: [],
        env: { MALLOC_ARENA_MAX: '1', ...compileCache() },
        stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      });
      child.unref();
      child.channel?.unref();
    }
    return child;
  }

  function stopWorker(): void {
    // Let go of by itself it still writes down what it compiled; over a job it may hang.
    if (busy) child?.kill();
    else if (child?.connected) child.disconnect();
    child = undefined;
  }

  /** Ends it; what still waits is refused. */
  function close(): void {
    closed = true;
    clearTimeout(idle);
    for (const { reject } of priorities.flatMap((priority) => queues[priority].splice(0)))
      reject(unavailable('The server is stopping.'));
    stopWorker();
  }

  return { ask, close };
}
