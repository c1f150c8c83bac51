import type { FastifyRequest } from 'fastify';
import { countWrongKeys } from '../../access/wrong-keys.ts';
import type { Clock } from '../../foundation/clock.ts';
import { countedAs } from '../../foundation/http/connections/proxies.ts';
import { Problem } from '../../foundation/problem.ts';

export type WrongLinks = ReturnType<typeof countWrongLinks>;

/** Counts wrong preview links by the address of the client. */
export function countWrongLinks(clock: Clock) {
  const wrong = countWrongKeys(clock);
  return {
    /**
     * Runs `open`. When it throws `not-found`, counts it, and throws `too-many-requests` when the address has tried too
     * many.
     */
    async counted<T>({ ip }: FastifyRequest, open: () => Promise<T>): Promise<T> {
      try {
        return await open();
      } catch (error) {
        if (!isWrong(error)) throw error;
        throw refusalFor(error, wrong.count(countedAs(ip)));
      }
    },
  };
}

function isWrong(error: unknown): error is Problem {
  return error instanceof Problem && error.problem === 'not-found';
}

/** The problem for a wrong link. */
function refusalFor(error: Problem, seconds: number): Problem {
  if (seconds === 0) return error;
  return new Problem(
    'too-many-requests',
    `Too many wrong links came from this address. Try again in ${seconds} seconds.`,
    { headers: { 'retry-after': String(seconds) } },
  );
}
