import type { IncomingMessage } from 'node:http';
import type { App } from './app.ts';

/** The methods that routes may use; OPTIONS is answered for each path. */
export const usualMethods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** No route serves it: the router takes it for every method that is not served at a path. */
export const unusualMethod = 'TRACE';

const known = new Set([...usualMethods, 'OPTIONS', unusualMethod]);
const sent = new WeakMap<IncomingMessage, string>();

/**
 * Routes a request by TRACE, so that the router has one 405 route for each path and not one for each method. The hooks
 * see the method that was sent.
 */
export function routeAsUnusual(request: IncomingMessage): void {
  sent.set(request, request.method ?? '');
  request.method = unusualMethod;
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
