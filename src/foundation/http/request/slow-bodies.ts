import type { App } from './app.ts';
import { hasBody } from './media-types.ts';

/** A body that is no upload must arrive in this time. */
const slowestBodyMs = 10_000;

/** Ends requests with a slow body, as Node does for slow headers. Uploads have the longer timeout of the server. */
export function refuseSlowBodies(app: App): void {
  app.addHook('onRequest', (request, reply, done) => {
    const { raw, routeOptions } = request;
    if (hasBody(request) && routeOptions.config.multipart === undefined) {
      const timer = setTimeout(() => {
        const late = Object.assign(new Error('The body did not arrive in time.'), {
          code: 'ERR_HTTP_REQUEST_TIMEOUT',
        });
        if (!raw.complete) app.server.emit('clientError', late, raw.socket);
      }, slowestBodyMs).unref();
      raw.once('end', () => clearTimeout(timer));
      reply.raw.once('close', () => clearTimeout(timer));
    }
    done();
  });
}
