import { fileURLToPath } from 'node:url';
import { toUnavailable } from '../../../foundation/files/unavailable.ts';
import { WorkerDied, openWorkerProcess, type Priority } from '../../../foundation/process/worker-process.ts';
import type { Answer, Job, Refusal, Results } from './jobs.ts';

/** Thrown for a file that is no picture that can be taken; `refusal` is for whoever sent it. */
export class ImageRefused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.detail);
    this.refusal = refusal;
  }
}

export type ImageWorker = ReturnType<typeof openImageWorker>;

/**
 * Where pictures are opened and made: a process beside the server's, so that a hostile file can take down or block
 * nothing else.
 */
export function openImageWorker() {
  const side = openWorkerProcess<Answer>({
    program: fileURLToPath(new URL('process.ts', import.meta.url)),
    longestJobMs: 30_000,
    idleMs: 15_000,
    mostJobs: 2000,
    mostWaiting: 200,
  });

  /**
   * Gives the job's result. Throws `ImageRefused` when the file is no picture that can be taken, `unavailable` when too much
   * waits already.
   */
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

/** The error that the process wrote down, with the system's code where it starts with one (`ENOSPC: no space left…`). */
function errorOf(words: string): Error {
  return Object.assign(new Error(words), { code: /^(E[A-Z]+): /.exec(words)?.[1] });
}
