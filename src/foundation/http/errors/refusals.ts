import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../../problem.ts';
import type { App } from '../request/app.ts';

const refused = new WeakMap<IncomingMessage, Problem>();

/** Refuses, before anything of the body is read, what no route may see: all hooks run, so the answer is like any other. */
export function refuseEarly(app: App): void {
  app.addHook('onRequest', (request, _reply, done) => {
    // RFC 9112 §3.2. Node would answer this with an empty 400 of its own.
    if (request.headers.host === undefined && request.raw.httpVersion === '1.1')
      return done(new Problem('invalid-request', 'The request has no Host header.'));
    done();
  });
  app.server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    const detail = 'This server meets no expectation but 100-continue.';
    refuse(app, request, response, new Problem('invalid-request', detail));
  });
}

/** Sends a request that reached no route to where every unknown path is answered, and has it told `problem` there. */
export function refuse(
  app: Pick<App, 'routing'>,
  request: IncomingMessage,
  response: ServerResponse,
  problem: Problem,
): void {
  refused.set(request, problem);
  // The log keeps the address that was asked for; no route has this one.
  Object.assign(request, { originalUrl: request.url, url: '//' });
  app.routing(request, response);
}

/** Whether no route is there for the request. CORS has one for every path; only `OPTIONS *`, about the server itself, is for it. */
export function leadsNowhere({ is404, routeOptions, url }: FastifyRequest): boolean {
  return is404 || (routeOptions.url === '*' && url !== '*');
}

/** What an address is told that leads nowhere. */
export function nothingHere(request: FastifyRequest): Problem {
  return refused.get(request.raw) ?? new Problem('not-found', 'There is nothing at this address.');
}
