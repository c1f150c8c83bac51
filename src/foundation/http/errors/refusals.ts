import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { invalidRequest, Problem } from '../../problem.ts';
import type { App } from '../request/app.ts';
import { addressOf, faultsOfQuery, withoutTracking } from '../request/address.ts';
import { faultOfHost } from '../request/host.ts';
import { restoreMethod, routeAs, usualMethods } from '../request/methods.ts';

const refused = new WeakMap<IncomingMessage, Problem>();

/**
 * Refuses requests without one Host, with unknown expectations (RFC 9110 §10.1.1) and with a query that cannot be read,
 * before the body is read. All hooks run, so the response has the usual headers.
 */
export function refuseEarly(app: App): void {
  app.addHook('onRequest', (request, _reply, done) => {
    const fault = faultOfHost(request.raw);
    if (fault !== undefined) return done(new Problem('invalid-request', fault));
    const unread = faultsOfQuery(addressOf(request.url).query);
    done(unread.length > 0 ? invalidRequest(unread) : undefined);
  });
  app.server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    const detail = 'This server meets no expectation but 100-continue.';
    refuse(app, request, response, new Problem('expectation-failed', detail));
  });
}

/** The method is served nowhere here (RFC 9110 §9.1). */
export function unknownMethod(method: string): Problem {
  return new Problem(
    'not-implemented',
    `This server does not know the method ${method}. It knows ${[...usualMethods, 'OPTIONS'].join(', ')}.`,
  );
}

/** Routes a request to the 404 handler, which answers with `problem`. */
export function refuse(
  app: Pick<App, 'routing'>,
  request: IncomingMessage,
  response: ServerResponse,
  problem: Problem,
): void {
  refused.set(request, problem);
  app.routing(request, response);
}

/**
 * The target by which a request is routed: no route matches that of a refused one. What asks with a method that is not
 * served there goes to a route that is, to a public one where there is one: it is open to the same origins.
 */
export function routedTarget(this: FastifyInstance, request: IncomingMessage): string {
  // It may be routed for the second time.
  restoreMethod(request);
  if (refused.has(request)) return '//';
  const target = withoutTracking(request.url ?? '/');
  const path = this.findPath(target);
  // `OPTIONS *`, and OPTIONS where there is no path, goes to the route of the CORS plugin.
  const isForCors = request.method === 'OPTIONS' && (path?.url === undefined || target === '*');
  if (path && !isForCors && !path.routes.has(request.method!)) {
    const served = [...path.routes];
    const [method = 'GET'] = served.find(([, { config }]) => config?.access === 'public') ?? served[0] ?? [];
    routeAs(request, method);
  }
  return target;
}

/** Whether no route matches. The CORS plugin has a route for every path, which counts only for `OPTIONS *`. */
export function leadsNowhere({ is404, routeOptions, url }: FastifyRequest): boolean {
  return is404 || (routeOptions.url === '*' && url !== '*');
}

/** The problem for an unknown path. */
export function nothingHere(request: FastifyRequest): Problem {
  return refused.get(request.raw) ?? new Problem('not-found', 'There is nothing at this address.');
}
