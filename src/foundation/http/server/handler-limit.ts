import type { App } from '../request/app.ts';

/**
 * Keeps the limit of time of a handler (`handlerTimeout`) where a request has a body: Fastify lifts it when the request is
 * closed, and Node closes it as soon as the body has been read.
 */
export function limitHandlers(app: App): void {
  app.addHook('onRequest', ({ raw: request }, { raw: response }, done) => {
    const lift = request.listeners('close').find(({ name }) => name === 'onAbort') as
      (() => void) | undefined;
    if (!lift) return done();
    request.removeListener('close', lift);
    // After an answer that was sent whole Fastify has lifted it already.
    response.once('close', () => {
      if (!response.writableFinished) lift();
    });
    done();
  });
}
