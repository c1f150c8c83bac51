import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { pathInLog } from './logging.ts';
import { originalMethod } from './unusual-methods.ts';

/** An answer that was sent, for the log and for figures. */
export type Answered = {
  requestId: string;
  /** As it was sent: a client may make it up. */
  method: string;
  /** As `pathInLog` gives it. */
  path: string;
  /** The pattern of its route, such as `/v1/articles/:slug`; undefined when there is none. */
  route: string | undefined;
  status: number;
  tookMs: number;
  /** Its `Cache-Status`; undefined when the response cache was not asked. */
  cacheStatus: string | undefined;
};

/** Gets every answer. */
export type OnAnswer = (answered: Answered) => void;

/** One function that calls all that are given; undefined when none is. */
export function callAll(...given: (OnAnswer | undefined)[]): OnAnswer | undefined {
  const [first, ...others] = given.filter((one) => one !== undefined);
  if (!first || others.length === 0) return first;
  return (answered) => {
    first(answered);
    for (const other of others) other(answered);
  };
}

/** Calls `onAnswer` for every answer that Fastify gives. */
export function noteAnswers(
  app: FastifyInstance,
  onAnswer: OnAnswer,
  cacheStatusOf: (request: FastifyRequest) => string | undefined,
): void {
  app.addHook('onResponse', (request, reply, done) => {
    const { id: requestId, raw, originalUrl, routeOptions } = request;
    const { statusCode: status, elapsedTime: tookMs } = reply;
    onAnswer({
      ...{ requestId, method: originalMethod(raw), path: pathInLog(originalUrl), route: routeOptions.url },
      ...{ status, tookMs, cacheStatus: cacheStatusOf(request) },
    });
    done();
  });
}

/** Calls `onAnswer` when a cached response, which is sent without Fastify, has been sent. */
export function noteWhenSent(
  onAnswer: OnAnswer,
  { method = '' }: IncomingMessage,
  response: ServerResponse,
  known: Pick<Answered, 'requestId' | 'path' | 'route' | 'cacheStatus'>,
): void {
  const started = performance.now();
  response.on('close', () => {
    onAnswer({ ...known, method, status: response.statusCode, tookMs: performance.now() - started });
  });
}
