import { type ChildProcess, fork } from 'node:child_process';
import { getCompileCacheDir } from 'node:module';
import { dirname } from 'node:path';
import { unavailable } from '../problem.ts';

/** Thrown when the worker died during a job, or was killed at its time limit. */
export class WorkerDied extends Error {}

/** The priority of a job: `now`, then `soon`, then `later`. */
export type Priority = (typeof priorities)[number];
const priorities = ['now', 'soon', 'later'] as const;

type Settings = {
  /** The module that the worker runs; it answers each message with one message. */
  program: string;
  /** No job takes longer. */
  longestJobMs: number;
  /** An idle worker is stopped after this time, to free its memory. */
  idleMs: number;
  /** After so many jobs a new worker is started. */
  mostJobs: number;
  /** How many jobs of priority `now` may wait. */
  mostWaiting: number;
};

type Waiting<Answer> = { job: object; resolve: (answer: Answer) => void; reject: (error: Error) => void };

/**
 * The compile cache of this process, for the worker. Node adds a folder per version, so the parent folder is passed on.
 */
function compileCache(): { NODE_COMPILE_CACHE?: string } {
  const folder = getCompileCacheDir();
  return folder === undefined ? {} : { NODE_COMPILE_CACHE: dirname(folder) };
}

/**
 * A worker process that does one job at a time, for work that may crash, hang or use much memory. It starts with the
 * first job, gets no environment but the compile cache, and does not keep this process alive.
 */
export function openWorkerProcess<Answer extends object>(settings: Settings) {
  const queues: Record<Priority, Waiting<Answer>[]> = { now: [], soon: [], later: [] };
  let child: ChildProcess | undefined;
  let jobs = 0;
  let busy = false;
  let closed = false;
  let idle: NodeJS.Timeout | undefined;

  /** Runs a job. Throws `WorkerDied`, and `unavailable` when too many jobs wait. */
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
      // One malloc arena: with several, freed memory is not returned to the system.
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
    // Idle: disconnect, so that it flushes its compile cache. Busy: kill, it may hang.
    if (busy) child?.kill();
    else if (child?.connected) child.disconnect();
    child = undefined;
  }

  /** Stops the worker and refuses waiting jobs. */
  function close(): void {
    closed = true;
    clearTimeout(idle);
    for (const { reject } of priorities.flatMap((priority) => queues[priority].splice(0)))
      reject(unavailable('The server is stopping.'));
    stopWorker();
  }

  return { ask, close };
}
