import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Who has just connected, or was just answered, may be about to send. */
const idleMs = 250;
const lookMs = 1_000;

type Connection = { requests: number; bytesRead: number; sinceMs: number };

/**
 * Tells idle connections from others. To Node a connection counts as idle while its answer is still being sent, or its
 * first request has not been read yet: closing it would reset both. Closes connections on which no request has begun for
 * `longestMs`: Node counts that time anew with every byte, also of the empty lines between requests (RFC 9112 §2.2), while
 * the system holds megabytes of answers for whoever does not read.
 */
export function trackIdle(server: Server, longestMs: number) {
  const connections = new Map<Socket, Connection>();
  server.prependListener('connection', (socket: Socket) => {
    connections.set(socket, { requests: 0, bytesRead: 0, sinceMs: performance.now() });
    socket.once('close', () => connections.delete(socket));
  });
  server.once('listening', () => {
    const looking = setInterval(closeForgotten, lookMs).unref();
    server.once('close', () => clearInterval(looking));
  });

  function closeForgotten(): void {
    const now = performance.now();
    for (const [socket, { requests, sinceMs }] of connections)
      if (requests === 0 && now - sinceMs >= longestMs) socket.destroy();
  }

  return {
    /** Notes a request, until its answer was sent. */
    open(socket: Socket, response: ServerResponse): void {
      const connection = connections.get(socket);
      if (!connection) return;
      connection.requests += 1;
      response.once('close', () => {
        connection.requests -= 1;
        connection.bytesRead = socket.bytesRead;
        connection.sinceMs = performance.now();
      });
    },
    /** Closes the connections that have had nothing to do for a moment. */
    close(): void {
      const now = performance.now();
      for (const [socket, { requests, bytesRead, sinceMs }] of connections)
        if (requests === 0 && socket.bytesRead === bytesRead && now - sinceMs >= idleMs) socket.destroy();
    },
  };
}
