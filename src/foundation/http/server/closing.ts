import { unavailable } from '../../problem.ts';
import type { App } from '../request/app.ts';

/** How long running requests and open connections may last once the server closes. */
export const closingMs = 5_000;

/**
 * While the server stops, every response closes its connection, so that clients connect elsewhere. Once it closes, new
 * requests on open connections get 503, and connections open after `closingMs` are cut.
 */
export function refuseWhileClosing(app: App, isStopping: () => boolean): void {
  let closing = false;
  app.addHook('preClose', (done) => {
    closing = true;
    // Fastify would wait for connections on which nothing, or half a request, has arrived.
    setTimeout(() => app.server.closeAllConnections(), closingMs).unref();
    // Accept waiting connections first: closing the port would reset them.
    setImmediate(done);
  });
  app.addHook('onRequest', (_request, reply, done) => {
    if (closing || isStopping()) reply.header('connection', 'close');
    if (!closing) return done();
    done(unavailable('The server is stopping.'));
  });
}
