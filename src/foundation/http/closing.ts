import { unavailable } from '../problem.ts';
import type { App } from './app.ts';

/** Requests that still arrive on open connections once the server stops get a 503 problem, and the connection ends. */
export function refuseWhileClosing(app: App): void {
  let closing = false;
  app.addHook('preClose', (done) => {
    closing = true;
    done();
  });
  app.addHook('onRequest', (_request, reply, done) => {
    if (!closing) return done();
    reply.header('connection', 'close');
    done(unavailable('The server is stopping.'));
  });
}
