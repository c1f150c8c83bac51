import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { newestAnswer, noteNewest } from '../request/newest.ts';
import type { App } from '../request/app.ts';
import { takeOverRequests } from '../request/take-over.ts';
import { trackIdle } from './idle.ts';

/** How long running requests and open connections may last once the server closes. */
export const closingMs = 5_000;

/** How long a connection may have no request: Node closes it sooner when nothing at all arrives (`keepAliveTimeout`). */
const longestIdleMs = 70_000;

/** How often idle connections are looked for while the server closes. */
const lookMs = 50;

/**
 * From the beginning of a stop every answer closes its connection, so that clients connect elsewhere, and every request
 * that was read is answered. Once the server closes, connections are closed as they become idle, and all that are open
 * after `closingMs`. `app.isEnding` tells it to what would last longer. Register it before the cache, and call `listenFirst` when all that listens to requests is there.
 */
export function closeInOrder(app: App, isStopping: () => boolean): { listenFirst: () => void } {
  let closing = false;
  app.decorate('isEnding', isEnding);
  const idle = trackIdle(app.server, longestIdleMs);
  app.server.closeIdleConnections = () => idle.close();

  app.addHook('preClose', (done) => {
    closing = true;
    const looking = setInterval(() => idle.close(), lookMs).unref();
    // Fastify would wait for connections on which nothing, or half a request, has arrived.
    const ending = setTimeout(() => app.server.closeAllConnections(), closingMs).unref();
    // By ourselves: Fastify takes a while until it comes to that.
    inQuietTurn(app.server, () => app.server.close(closed));
    function closed(): void {
      clearInterval(looking);
      clearTimeout(ending);
      done();
    }
  });

  // Fastify lets every answer close while it closes, also those before the last of what was pipelined.
  app.addHook('onRequest', (request, reply, done) => {
    if (isEnding()) reply.raw.setHeader('connection', lastWord(request.raw, reply.raw));
    done();
  });
  // Again, for requests that were begun before the stop, and for what was pipelined since.
  app.addHook('onSend', (request, reply, payload, done) => {
    if (isEnding()) reply.header('connection', lastWord(request.raw, reply.raw));
    done(null, payload);
  });

  function isEnding(): boolean {
    return closing || isStopping();
  }

  function lastWord({ socket }: IncomingMessage, response: ServerResponse): string {
    return (newestAnswer(socket) ?? response) === response ? 'close' : 'keep-alive';
  }

  function listenFirst(): void {
    const handOn = takeOverRequests(app);
    app.server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      idle.open(request.socket, response);
      noteNewest(request.socket, response);
      if (!isEnding()) return handOn(request, response);
      // When all that has arrived was read: only then is it known which request is the last of its connection.
      setImmediate(() => {
        if (newestAnswer(request.socket) === response) response.shouldKeepAlive = false;
        handOn(request, response);
      });
    });
  }

  return { listenFirst };
}

/**
 * Calls it in a turn of the event loop that took no time and accepted nobody. Connections are accepted one in a turn, and
 * closing the port resets those that wait.
 */
function inQuietTurn(server: Server, run: () => void): void {
  if (!server.listening) return run();
  const startedAt = performance.now();
  let turnedAt = startedAt;
  let isQuiet = false;
  server.on('connection', () => (isQuiet = false));
  setImmediate(function look() {
    const now = performance.now();
    if ((isQuiet && now - turnedAt <= quietMs) || now - startedAt >= longestLookMs) return run();
    isQuiet = true;
    turnedAt = now;
    setImmediate(look);
  });
}

const quietMs = 0.2;
const longestLookMs = 1_000;
