import type { ChildProcess } from 'node:child_process';
import { type Problem, unavailable } from '../problem.ts';
import { createBackoff } from './backoff.ts';
import { askWorker, startWorker } from './fork-worker.ts';

/** The priority of a job: `now`, then `soon`, then `later`. */
export type Priority = (typeof priorities)[number];
const priorities = ['now', 'soon', 'later'] as const;

type Settings = {
  /** The module that the worker runs. */
  program: string;
  /** The time limit of a job. */
  longestJobMs: number;
  /** An idle worker is stopped after this time, to free its memory. */
  idleMs: number;
  /** After so many jobs a new worker is started. */
  mostJobs: number;
  /** How many jobs of priority `now` may wait. */
  mostWaiting: number;
  /** Called once when the worker does not start, and not again until it has started. */
  report: (error: unknown) => void;
};

type Waiting<Answer> = { job: object; resolve: (answer: Answer) => void; reject: (error: unknown) => void };

/**
 * A worker process that does one job at a time, for work that may crash, hang or use much memory. It starts with the
 * first job. When it does not start, jobs are refused at once, and the start is tried again after growing pauses.
 */
export function openWorkerProcess<Answer extends object>(settings: Settings) {
  const queues: Record<Priority, Waiting<Answer>[]> = { now: [], soon: [], later: [] };
  const backoff = createBackoff(() => performance.now());
  let worker: { child: ChildProcess; started: Promise<ChildProcess> } | undefined;
  /** Why the last start failed. */
  let fault: Error | undefined;
  let jobs = 0;
  const counted = { starts: 0, failedStarts: 0, deaths: 0 };
  let busy = false;
  let closed = false;
  let idle: NodeJS.Timeout | undefined;

  /** Runs a job. Throws `WorkerDied`, `WorkerNotStarted`, and `unavailable` when too many jobs wait. */
  function ask(job: object, priority: Priority): Promise<Answer> {
    if (closed) return Promise.reject(stopping());
    if (priority === 'now' && queues.now.length >= settings.mostWaiting)
      return Promise.reject(
        unavailable(`${settings.mostWaiting} jobs are waiting already; try again in a moment.`, 5),
      );
    return new Promise((resolve, reject) => {
      queues[priority].push({ job, resolve, reject });
      next();
    });
  }

  function next(): void {
    if (busy || closed) return;
    clearTimeout(idle);
    const waiting = queues.now.shift() ?? queues.soon.shift() ?? queues.later.shift();
    if (!waiting) {
      idle = setTimeout(stopWorker, settings.idleMs).unref();
      return;
    }
    busy = true;
    run(waiting.job)
      .then(waiting.resolve, waiting.reject)
      .finally(() => {
        busy = false;
        if (jobs % settings.mostJobs === 0) stopWorker();
        next();
      });
  }

  async function run(job: object): Promise<Answer> {
    const child = await start();
    jobs += 1;
    try {
      return (await askWorker(child, job, settings.longestJobMs)) as Answer;
    } catch (error) {
      if (closed) throw stopping();
      counted.deaths += 1;
      throw error;
    }
  }

  function start(): Promise<ChildProcess> {
    if (closed) return Promise.reject(stopping());
    if (worker?.child.connected) return worker.started;
    if (backoff.isPaused(settings.program)) return Promise.reject(fault!);
    clearTimeout(idle);
    const { child, ready } = startWorker(settings.program);
    worker = { child, started: ready.then(() => hasStarted(child), hasNotStarted) };
    return worker.started;
  }

  function hasStarted(child: ChildProcess): ChildProcess {
    counted.starts += 1;
    fault = undefined;
    backoff.forget(settings.program);
    return child;
  }

  function hasNotStarted(error: Error): never {
    worker = undefined;
    if (closed) throw stopping();
    counted.failedStarts += 1;
    backoff.noteFailure(settings.program);
    if (fault === undefined) settings.report(error);
    fault = error;
    throw error;
  }

  /** Starts the worker before there is a job. Throws `WorkerNotStarted`. */
  async function wake(): Promise<void> {
    await start();
    next();
  }

  /** Tries a failed start again. Throws `WorkerNotStarted`. */
  async function check(): Promise<void> {
    if (fault !== undefined) await wake();
  }

  /** Disconnects an idle worker: it ends by itself, and so flushes its compile cache. */
  function stopWorker(): void {
    if (worker?.child.connected) worker.child.disconnect();
    worker = undefined;
  }

  /** Stops the worker and refuses waiting jobs. */
  function close(): void {
    closed = true;
    clearTimeout(idle);
    for (const { reject } of priorities.flatMap((priority) => queues[priority].splice(0))) reject(stopping());
    // A busy worker may hang.
    if (busy) worker?.child.kill();
    else stopWorker();
  }

  /** Jobs that wait, by priority; and since the start jobs, starts, starts that failed, and deaths over a job. */
  function stats() {
    const { now, soon, later } = queues;
    return { ...counted, jobs, waiting: { now: now.length, soon: soon.length, later: later.length } };
  }

  return { ask, wake, check, close, stats };
}

function stopping(): Problem {
  return unavailable('The server is stopping.');
}
