import type { FastifyRequest } from 'fastify';
import { countWrongKeys } from '../../access/wrong-keys.ts';
import type { Clock } from '../../foundation/clock.ts';
import { Problem } from '../../foundation/problem.ts';

export type WrongLinks = ReturnType<typeof countWrongLinks>;

/** Counts the links that open nothing by the address that tries them, whatever is asked for under them. */
export function countWrongLinks(clock: Clock) {
  const wrong = countWrongKeys(clock);
  return {
    /** What `open` gives. Where it finds nothing, that, or `too-many-requests` where the address tried too many. */
    async counted<T>({ socket }: FastifyRequest, open: () => Promise<T>): Promise<T> {
      try {
        return await open();
      } catch (error) {
        if (!isWrong(error)) throw error;
        throw refusalFor(error, wrong.count(socket.remoteAddress ?? ''));
      }
    },
  };
}

function isWrong(error: unknown): error is Problem {
  return error instanceof Problem && error.problem === 'not-found';
}

/** What a wrong link is told: that it is not there or, where the address tried too many, to wait. */
function refusalFor(error: Problem, seconds: number): Problem {
  if (seconds === 0) return error;
  return new Problem(
    'too-many-requests',
    `Too many wrong links came from this address. Try again in ${seconds} seconds.`,
    { headers: { 'retry-after': String(seconds) } },
  );
}
