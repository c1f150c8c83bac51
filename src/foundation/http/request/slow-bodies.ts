import type { App } from './app.ts';
import { hasBody } from './media-types.ts';

/** A body that is no file arrives in this time, or not at all. */
const slowestBodyMs = 10_000;

/** Ends requests whose body dribbles, as Node ends those whose headers do. Files have the server's own, longer time. */
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
