import type { IncomingMessage, ServerResponse } from 'node:http';
import type { App } from './app.ts';

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Takes all that listens for requests now off the server, and gives a function that hands a request on to it: who calls
 * this and listens in its place meets every request before Fastify, and before all who did so earlier.
 */
export function takeOverRequests({ server }: App): Listener {
  const listeners = server.listeners('request') as Listener[];
  server.removeAllListeners('request');
  return function handOn(request, response) {
    for (const listener of listeners) listener.call(server, request, response);
  };
}
