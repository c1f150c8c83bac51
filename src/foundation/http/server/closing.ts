import { unavailable } from '../../problem.ts';
import type { App } from '../request/app.ts';

/** How long requests may take to end, and connections to close, once the server closes. */
export const closingMs = 5_000;

/**
 * From the moment the server is to stop, every answer ends its connection, so that clients come back elsewhere. Once it
 * closes, what still arrives on open connections gets a 503 problem, and what is open after `closingMs` is cut.
 */
export function refuseWhileClosing(app: App, isStopping: () => boolean): void {
  let closing = false;
  app.addHook('preClose', (done) => {
    closing = true;
    // A connection on which nothing, or half a request, has arrived counts as busy and would be waited for.
    setTimeout(() => app.server.closeAllConnections(), closingMs).unref();
    // Connections that wait to be accepted would be reset when the port closes: first take them in.
    setImmediate(done);
  });
  app.addHook('onRequest', (_request, reply, done) => {
    if (closing || isStopping()) reply.header('connection', 'close');
    if (!closing) return done();
    done(unavailable('The server is stopping.'));
  });
}
