import type { IncomingMessage, ServerResponse } from 'node:http';
import type { App } from '../request/app.ts';
import { hasBody } from '../request/media-types.ts';

/**
 * A body must arrive in this time from when it is read; once its request is answered and nobody reads it any more, the
 * rest of it must arrive in this one.
 */
const patience = { bodyMs: 10_000, restMs: 3_000 };

/**
 * Ends requests with a slow body, as Node does for slow headers. Uploads have the longer timeout of the server, until
 * they are answered.
 */
export function refuseSlowBodies(app: App, { bodyMs, restMs } = patience): void {
  app.addHook('onRequest', ({ raw, routeOptions }, reply, done) => {
    if (hasBody(raw) && routeOptions.config.multipart === undefined) {
      const timer = setTimeout(() => {
        const late = Object.assign(new Error('The body did not arrive in time.'), {
          code: 'ERR_HTTP_REQUEST_TIMEOUT',
        });
        if (!raw.complete) app.server.emit('clientError', late, raw.socket);
      }, bodyMs).unref();
      raw.once('end', () => clearTimeout(timer));
      reply.raw.once('close', () => clearTimeout(timer));
    }
    done();
  });
  // Whoever answers, before routing or after, and whether the address takes a body or not.
  app.server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
    if (hasBody(request)) response.once('finish', () => endSoon(request));
  });

  function endSoon(request: IncomingMessage): void {
    const { socket } = request;
    if (request.complete || socket.destroyed) return;
    setTimeout(() => {
      if (request.complete || socket.destroyed) return;
      // The server reads no further while so many requests wait on this connection: that is no fault of the client.
      if (app.admission.isWaiting(socket)) return endSoon(request);
      app.stats.connections.cut += 1;
      socket.destroySoon();
    }, restMs).unref();
  }
}
