import type { IncomingMessage } from 'node:http';
import type { App } from './app.ts';

/** The methods that routes may use; OPTIONS is answered for each path. */
export const usualMethods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

const known = new Set([...usualMethods, 'OPTIONS', 'TRACE']);
const sent = new WeakMap<IncomingMessage, string>();

/**
 * Routes a request by a method that its path serves, so that the router needs no routes for those that none serves. The
 * hooks see the method that was sent.
 */
export function routeAs(request: IncomingMessage, method: string): void {
  sent.set(request, request.method ?? '');
  request.method = method;
}

/** Whether the route of a request serves its method: otherwise what the route declares is not about it. */
export function isServed(request: IncomingMessage): boolean {
  return !sent.has(request);
}

/** Gives a request the method again that was sent. */
export function restoreMethod(request: IncomingMessage): void {
  request.method = sent.get(request) ?? request.method;
}

/** Restores the method of every request that was routed. Register it before all other hooks. */
export function restoreMethods(app: App): void {
  app.addHook('onRequest', ({ raw }, _reply, done) => {
    restoreMethod(raw);
    done();
  });
}

/** Whether a method that is not allowed at an address gets 405 there; every other gets 501. */
export function isKnownMethod(method: string): boolean {
  return known.has(method);
}
