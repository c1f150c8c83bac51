import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** The answer to the newest request of each connection. Answers go out in order: all others come before it. */
const newest = new WeakMap<Socket, ServerResponse>();

export function noteNewest(socket: Socket, response: ServerResponse): void {
  newest.set(socket, response);
}

export function newestAnswer(socket: Socket): ServerResponse | undefined {
  return newest.get(socket);
}

/** Calls it when all requests of a connection that arrived whole are answered. */
export function onceAnswered(socket: Socket, run: () => void): void {
  const answer = newest.get(socket);
  if (!answer || answer.closed) run();
  else if (answer.req.complete) answer.once('close', run);
  // It gets the socket when those before it are answered; itself it will never be.
  else if (answer.socket) run();
  else answer.once('socket', run);
}
