import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

type ConnectionQueue = { begun: number; waiting: (() => void)[] };

/** How many requests of one connection are worked on at once; answers go out in their order in any case. */
const mostBegun = 4;
/** A connection on which so many wait is not read any further. */
const mostWaiting = 1_000;
/** So many may wait on all connections together, a few kilobytes each; more are refused. */
const mostInAll = 5_000;

/**
 * Bounds what is worked on for one connection, however many requests were pipelined on it (RFC 9112 §9.3.2). What waits
 * on a connection that closes is dropped.
 */
export function openConnectionQueues() {
  const queues = new WeakMap<Socket, ConnectionQueue>();
  const counts = { waiting: 0, full: 0, gone: 0 };

  function enter(
    { socket }: IncomingMessage,
    response: ServerResponse,
    { begin, refuse }: { begin: () => void; refuse: () => void },
  ): void {
    const queue = queues.get(socket) ?? openQueue(socket);
    if (queue.begun < mostBegun) return start();
    if (counts.waiting >= mostInAll) {
      counts.full += 1;
      return refuse();
    }
    counts.waiting += 1;
    queue.waiting.push(start);
    if (queue.waiting.length >= mostWaiting) socket.pause();

    function start(): void {
      queue.begun += 1;
      // In a turn of its own: answers that take no time must not follow each other for ever.
      response.once('close', () => setImmediate(startNext, socket, queue));
      begin();
    }
  }

  function openQueue(socket: Socket): ConnectionQueue {
    const queue: ConnectionQueue = { begun: 0, waiting: [] };
    queues.set(socket, queue);
    // Node reads on by itself after each answer.
    socket.on('resume', () => {
      if (queue.waiting.length >= mostWaiting) socket.pause();
    });
    socket.once('close', () => {
      counts.waiting -= queue.waiting.length;
      counts.gone += queue.waiting.length;
      queue.waiting = [];
    });
    return queue;
  }

  function startNext(socket: Socket, queue: ConnectionQueue): void {
    queue.begun -= 1;
    const start = queue.waiting.shift();
    if (!start) return;
    counts.waiting -= 1;
    if (queue.waiting.length === mostWaiting - 1) socket.resume();
    start();
  }

  return {
    enter,
    /** Whether requests of this connection wait, so that it may have to wait for being read. */
    isWaiting: (socket: Socket) => (queues.get(socket)?.waiting.length ?? 0) > 0,
    stats: () => ({ ...counts }),
  };
}
