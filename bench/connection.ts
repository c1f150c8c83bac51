/**
 * One kept-alive HTTP/1.1 connection that asks again once it is answered. Far less work for each answer than a
 * whole HTTP client does: on a machine with two cores the client would be what is measured.
 */
import { connect, type Socket } from 'node:net';

type Options = {
  address: URL;
  /** The next request, ready to be written. */
  nextRequest: () => Buffer;
  /** How many milliseconds to wait before it is sent; none, or less than none, where it is sent at once. */
  waitMs: () => number;
  isOver: () => boolean;
  /** Told of each answer: its status, its bytes with headers, and the milliseconds it took. */
  onAnswer: (status: number, bytes: number, tookMs: number) => void;
};

// One for all connections: what is in it has been read before the next one reads.
const shared = Buffer.allocUnsafe(256 * 1024);
const nothing = Buffer.alloc(0);
const patienceMs = 20_000;

/** Asks until it is over. Rejects when an answer is cut off, late, or of a length that it does not say. */
export function keepAsking(options: Options): Promise<void> {
  const { address, nextRequest, waitMs, isOver, onAnswer } = options;
  return new Promise((resolve, reject) => {
    let [askedAt, size, left, status] = [0, 0, 0, 0];
    let closes = false;
    let begun = nothing;
    let socket = open();

    function open(): Socket {
      const opened = connect({
        host: address.hostname,
        port: Number(address.port),
        noDelay: true,
        onread: { buffer: shared, callback: take },
      });
      opened.setTimeout(patienceMs, () => opened.destroy(new Error('No answer came')));
      opened.on('error', reject);
      opened.on('close', () => reject(new Error('The connection was closed')));
      opened.on('connect', askNext);
      return opened;
    }

    function askNext(): void {
      const wait = waitMs();
      if (wait > 0) setTimeout(ask, wait);
      else ask();
    }

    function ask(): void {
      askedAt = performance.now();
      socket.write(nextRequest());
    }

    function take(length: number): boolean {
      if (left > 0) left -= length;
      else if (!readHead(length)) return true;
      if (left === 0) answered();
      return true;
    }

    function readHead(length: number): boolean {
      const chunk = shared.subarray(0, length);
      const start = begun.length > 0 ? Buffer.concat([begun, chunk]) : chunk;
      const end = start.indexOf('\r\n\r\n');
      begun = end < 0 ? Buffer.from(start) : nothing;
      if (end < 0) return false;
      const head = start.toString('latin1', 0, end);
      status = Number(head.slice(9, 12));
      closes = /\r\nconnection: close/i.test(head);
      size = end + 4 + Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1]);
      left = size - start.length;
      if (!Number.isNaN(left)) return true;
      socket.destroy(new Error(`An answer does not say its length: ${head}`));
      return false;
    }

    function answered(): void {
      onAnswer(status, size, performance.now() - askedAt);
      if (!closes && !isOver()) return askNext();
      // What comes after a promise is settled changes nothing any more.
      socket.removeAllListeners('close').destroy();
      if (isOver()) resolve();
      else socket = open();
    }
  });
}
