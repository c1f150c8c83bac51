import { ProblemError } from './problem.ts';
import { wait } from './retry.ts';

const [firstPauseMs, longestPauseMs] = [500, 30_000];

/**
 * Does work again that has failed in a way that may pass: a server that restarts, a connection that is cut. What fails
 * before anything has succeeded throws, since it may be a wrong address.
 */
export function persist(signal: AbortSignal | undefined) {
  let hasSucceeded = false;
  return async function <T>(work: () => Promise<T>): Promise<T> {
    for (let ms = firstPauseMs; ; ms = Math.min(ms * 2, longestPauseMs)) {
      try {
        const done = await work();
        hasSucceeded = true;
        return done;
      } catch (error) {
        if (!hasSucceeded || signal?.aborted || !mayPass(error)) throw error;
      }
      await wait(ms, signal);
    }
  };
}

function mayPass(error: unknown): boolean {
  return !(error instanceof ProblemError) || error.status >= 500 || error.status === 429;
}
