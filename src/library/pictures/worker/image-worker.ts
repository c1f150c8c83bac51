import { fileURLToPath } from 'node:url';
import { toUnavailable } from '../../../foundation/files/unavailable.ts';
import { WorkerDied, openWorkerProcess, type Priority } from '../../../foundation/process/worker-process.ts';
import type { Answer, Job, Refusal, Results } from './jobs.ts';

/** Thrown for a file that is refused; `refusal` is for the client. */
export class ImageRefused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.detail);
    this.refusal = refusal;
  }
}

export type ImageWorker = ReturnType<typeof openImageWorker>;

/**
 * The image worker inspects and renders pictures in a separate process, so that a hostile file cannot crash or block
 * the server.
 */
export function openImageWorker() {
  const side = openWorkerProcess<Answer>({
    program: fileURLToPath(new URL('process.ts', import.meta.url)),
    longestJobMs: 30_000,
    idleMs: 15_000,
    mostJobs: 2000,
    mostWaiting: 200,
  });

  /** Runs a job. Throws `ImageRefused` when the file is refused, `unavailable` when too many jobs wait. */
  async function run<Kind extends Job['kind']>(
    job: Extract<Job, { kind: Kind }>,
    priority: Priority = 'now',
  ): Promise<Results[Kind]> {
    const answer = await side.ask(job, priority).catch((error: unknown): never => {
      if (!(error instanceof WorkerDied)) throw error;
      throw new ImageRefused({
        reason: 'content',
        detail: 'could not be read: it takes more than a picture may',
      });
    });
    if ('refused' in answer) throw new ImageRefused(answer.refused);
    if ('failed' in answer) throw toUnavailable(errorOf(answer.failed));
    return answer.done as Results[Kind];
  }

  return { run, close: side.close };
}

/** The error of the worker process, with its system code (`ENOSPC: no space left…`). */
function errorOf(words: string): Error {
  return Object.assign(new Error(words), { code: /^(E[A-Z]+): /.exec(words)?.[1] });
}
