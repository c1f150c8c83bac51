/** One kept-alive connection on raw sockets: an HTTP client would take more of the machine than the server. */
import { connect } from 'node:net';

export type Heard = { status: number; retryAfter: string | undefined; tookMs: number };

type Connection = {
  /** Sends a request; the one before it must be answered. */
  ask: (request: string) => void;
  close: () => void;
};

/** Opens a connection. `onAnswer` gets each answer, undefined when the connection closes before it. */
export function openConnection(address: URL, onAnswer: (heard: Heard | undefined) => void): Connection {
  let [askedAt, left] = [0, 0];
  let heard: Omit<Heard, 'tookMs'> | undefined;
  let head = '';
  let isAsking = false;
  const socket = connect({ host: address.hostname, port: Number(address.port), noDelay: true });
  socket.on('data', take).on('error', () => undefined);
  socket.on('close', () => {
    if (isAsking) answered(undefined);
  });

  function take(chunk: Buffer): void {
    let bytes = chunk;
    if (!heard) {
      head += chunk.toString('latin1');
      const end = head.indexOf('\r\n\r\n');
      if (end < 0) return;
      heard = {
        status: Number(head.slice(9, 12)),
        retryAfter: /\r\nretry-after: (\d+)/i.exec(head)?.[1],
      };
      left = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
      bytes = Buffer.from(head.slice(end + 4), 'latin1');
      head = '';
    }
    left -= bytes.length;
    if (left <= 0) answered({ ...heard, tookMs: performance.now() - askedAt });
  }

  function answered(answer: Heard | undefined): void {
    heard = undefined;
    isAsking = false;
    onAnswer(answer);
  }

  return {
    ask(request) {
      askedAt = performance.now();
      isAsking = true;
      socket.write(request);
    },
    close: () => void socket.destroy(),
  };
}
