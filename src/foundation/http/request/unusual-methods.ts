import type { IncomingMessage } from 'node:http';
import type { App } from './app.ts';

/** What routes may serve; OPTIONS is answered for each path. */
export const usualMethods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** Served by nobody, known by every path: it stands for all that Node reads besides. */
export const unusualMethod = 'TRACE';

const routed = new Set([...usualMethods, 'OPTIONS']);
const sent = new WeakMap<IncomingMessage, string>();

/** Routes each of the rare methods as one, so that the router need not know three dozen for every path. */
export function mapUnusualMethodsToTrace(app: App): void {
  app.server.prependListener('request', (request: IncomingMessage) => {
    const { method = '' } = request;
    if (routed.has(method)) return;
    sent.set(request, method);
    request.method = unusualMethod;
  });
}

/** The method as it was sent. */
export function originalMethod(request: IncomingMessage): string {
  return sent.get(request) ?? request.method ?? '';
}
