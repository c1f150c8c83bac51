import type { App } from '../request/app.ts';

/**
 * Keeps a handler's time limit (`handlerTimeout`) for requests with a body: Fastify clears it when the request closes, and
 * Node closes that once the body was read.
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
