import type { FastifyRequest } from 'fastify';
import type { Clock } from '../foundation/clock.ts';
import { countedAs } from '../foundation/http/connections/proxies.ts';
import { rateCounter } from '../foundation/http/connections/rate-counter.ts';
import { loggedPath } from '../foundation/http/request/logged-path.ts';
import type { Problem } from '../foundation/problem.ts';
import type { RefusedKey } from './caller.ts';
import { isForPersons } from './persons-only.ts';

/** How many lines one address or one key may cause, and all together, within `spanMs`. */
export const securityLines = { count: 10, all: 600, spanMs: 60_000 };

const mostNames = 10_000;

/**
 * Writes a line to the log for each refused key and each denied act. Nothing is stored, and no line has a secret: a key
 * is named by its public id. Beyond the limits lines are left out, and the next line says how many were.
 */
export function securityLog(clock: Clock) {
  const { count, all, spanMs } = securityLines;
  const byName = rateCounter(clock, { count, spanMs }, mostNames);
  const together = rateCounter(clock, { count: all, spanMs }, 1);
  let leftOut = 0;

  function refusedKey(request: FastifyRequest, { reason, keyId }: RefusedKey): void {
    write(request, countedAs(request.ip), { event: 'key.refused', reason, key: keyId });
  }

  function deniedAct(request: FastifyRequest, problem: Problem): void {
    const { extensions } = problem;
    const { keyId, id } = request.actor;
    const reason = isForPersons(problem)
      ? { reason: 'service' }
      : 'scope' in extensions
        ? { reason: 'scope', scope: extensions['scope'] }
        : { reason: extensions['limit'] };
    write(request, keyId, { event: 'act.denied', ...reason, key: keyId, actor: id });
  }

  function write(request: FastifyRequest, name: string, fields: Record<string, unknown>): void {
    if (byName.take(name).left < 0 || together.take('').left < 0) {
      leftOut += 1;
      return;
    }
    const { ip: address, method, originalUrl } = request;
    const asked = { address, method, path: loggedPath(originalUrl) };
    request.log.warn({ ...fields, ...asked, ...(leftOut > 0 && { leftOut }) }, 'security');
    leftOut = 0;
  }

  return { refusedKey, deniedAct };
}
