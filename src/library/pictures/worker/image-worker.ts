import { fileURLToPath } from 'node:url';
import { FileBroken, storeUnavailable, toUnavailable } from '../../../foundation/files/unavailable.ts';
import { unavailable } from '../../../foundation/problem.ts';
import { openWorkerProcess, type Priority } from '../../../foundation/process/worker-process.ts';
import { WorkerDied, WorkerNotStarted } from '../../../foundation/process/fork-worker.ts';
import type { Answer, Job, Refusal, Results } from './jobs.ts';

/** Thrown for a file that is refused; `refusal` is for the client. */
export class ImageRefused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.detail);
    this.refusal = refusal;
  }
}

/** A machine that is busy may be the reason, too: such pictures are tried again. */
export const overLimits = 'could not be processed: over the time or memory limit';

export type ImageWorker = ReturnType<typeof openImageWorker>;

type Parts = {
  /** Called once with the reason when the worker does not start. */
  report?: (error: unknown) => void;
  /** The module that the worker runs. */
  program?: string;
};

/**
 * The image worker inspects and renders pictures in a separate process, so that a hostile file cannot crash or block
 * the server.
 */
export function openImageWorker({
  report = (error) => process.emitWarning(String(error)),
  program = fileURLToPath(new URL('process.ts', import.meta.url)),
}: Parts = {}) {
  const worker = openWorkerProcess<Answer>({
    program,
    report,
    longestJobMs: 30_000,
    idleMs: 15_000,
    mostJobs: 2000,
    mostWaiting: 200,
  });

  /** Runs a job. Throws `ImageRefused` when the file is refused, `unavailable` when too many jobs wait or no worker starts. */
  async function run<Kind extends Job['kind']>(
    job: Extract<Job, { kind: Kind }>,
    priority: Priority = 'now',
  ): Promise<Results[Kind]> {
    const answer = await worker.ask(job, priority).catch(refuse);
    if ('refused' in answer) throw new ImageRefused(answer.refused);
    if ('failed' in answer) throw toUnavailable(errorOf(answer.failed));
    return answer.done as Results[Kind];
  }

  return {
    run,
    /** Starts the worker before there is a job. Throws `unavailable` when it does not start. */
    wake: () => worker.wake().catch(refuse),
    /** Tries a failed start again. Throws `unavailable` when it does not start. */
    check: () => worker.check().catch(refuse),
    close: worker.close,
    stats: worker.stats,
  };
}

/**
 * A picture is refused when the worker died over it, but not when the worker did not start, or was killed by somebody
 * else: the system does so when memory is short.
 */
function refuse(error: unknown): never {
  if (error instanceof WorkerNotStarted)
    throw unavailable('Pictures cannot be opened right now; try again in a moment.', 5);
  if (error instanceof WorkerDied && error.isKilled)
    throw storeUnavailable(new FileBroken(`${error.message} Does the machine lack memory?`));
  if (error instanceof WorkerDied) throw new ImageRefused({ reason: 'content', detail: overLimits });
  throw error;
}

/** The error of the worker process, with its system code (`ENOSPC: no space left…`). */
function errorOf(words: string): Error {
  return Object.assign(new Error(words), { code: /^(E[A-Z]+): /.exec(words)?.[1] });
}
