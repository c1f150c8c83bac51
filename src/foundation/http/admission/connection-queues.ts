import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** What becomes of a request: it is begun or refused, and `gone` is called as well if its client hangs up before it is answered. */
type Entry = { begin: () => void; refuse: () => void; gone: () => void };

type Request = { entry: Entry; response: ServerResponse };
type ConnectionQueue = { begun: Set<Request>; waiting: Request[] };

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

  function enter({ socket }: IncomingMessage, response: ServerResponse, entry: Entry): void {
    const queue = queues.get(socket) ?? openQueue(socket);
    const request = { entry, response };
    if (queue.begun.size < mostBegun) return begin(socket, queue, request);
    if (counts.waiting >= mostInAll) {
      counts.full += 1;
      return entry.refuse();
    }
    counts.waiting += 1;
    queue.waiting.push(request);
    if (queue.waiting.length >= mostWaiting) socket.pause();
  }

  function begin(socket: Socket, queue: ConnectionQueue, request: Request): void {
    queue.begun.add(request);
    // In a turn of its own: answers that take no time must not follow each other for ever.
    request.response.once('close', () => setImmediate(beginNext, socket, queue, request));
    request.entry.begin();
  }

  function openQueue(socket: Socket): ConnectionQueue {
    const queue: ConnectionQueue = { begun: new Set(), waiting: [] };
    queues.set(socket, queue);
    // Node reads on by itself after each answer.
    socket.on('resume', () => {
      if (queue.waiting.length >= mostWaiting) socket.pause();
    });
    socket.once('close', () => {
      const { begun, waiting } = queue;
      counts.waiting -= waiting.length;
      counts.gone += waiting.length;
      queue.waiting = [];
      for (const { entry } of [...begun, ...waiting]) entry.gone();
      // Node closes only the answer that has the socket, and not those behind it.
      for (const { response } of begun) if (response.socket === null) response.emit('close');
    });
    return queue;
  }

  function beginNext(socket: Socket, queue: ConnectionQueue, done: Request): void {
    queue.begun.delete(done);
    const next = queue.waiting.shift();
    if (!next) return;
    counts.waiting -= 1;
    if (queue.waiting.length === mostWaiting - 1) socket.resume();
    begin(socket, queue, next);
  }

  return {
    enter,
    /** Whether requests of this connection wait, so that it may have to wait for being read. */
    isWaiting: (socket: Socket) => (queues.get(socket)?.waiting.length ?? 0) > 0,
    stats: () => ({ ...counts }),
  };
}
