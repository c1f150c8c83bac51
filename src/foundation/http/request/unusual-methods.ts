import type { IncomingMessage } from 'node:http';
import type { App } from './app.ts';

/** The methods that routes may use; OPTIONS is answered for each path. */
export const usualMethods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** No route serves it: it stands for every other method that Node parses. */
export const unusualMethod = 'TRACE';

const routed = new Set([...usualMethods, 'OPTIONS']);
const sent = new WeakMap<IncomingMessage, string>();

/** Maps every unusual method to TRACE, so that the router has one 405 route for each path and not three dozen. */
export function mapUnusualMethodsToTrace(app: App): void {
  app.server.prependListener('request', (request: IncomingMessage) => {
    const { method = '' } = request;
    if (routed.has(method)) return;
    sent.set(request, method);
    request.method = unusualMethod;
  });
}

/** Whether a method that is not allowed at an address gets 405 there; every other gets 501. */
export function isKnownMethod(method: string): boolean {
  return routed.has(method) || method === unusualMethod;
}

/** The method as it was sent. */
export function originalMethod(request: IncomingMessage): string {
  return sent.get(request) ?? request.method ?? '';
}
