/** Connections of clients that misbehave. */
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

export type Client = { isOpen: () => boolean; end: () => void };

/** Sends `start`, and then a byte each second. */
export function drip(port: number, start: string): Client {
  const { socket, client } = open(port, '127.0.0.1', start);
  socket.resume();
  const drops = setInterval(() => socket.write('a'), 1_000);
  socket.on('close', () => clearInterval(drops));
  return client;
}

/** Sends `start`, and reads nothing of what comes. */
export function hold(port: number, start: string): Client {
  const { socket, client } = open(port, '127.0.0.1', start);
  socket.pause();
  // Who does not read learns of the end only when it sends: an empty line between requests is allowed.
  const calls = setInterval(() => socket.write('\r\n'), 1_000);
  socket.on('close', () => clearInterval(calls));
  return client;
}

/** Sends `start` to that address, reads the answer, and does nothing more. */
export function stay(port: number, address: string, start: string): Client {
  const { socket, client } = open(port, address, start);
  socket.resume();
  return client;
}

/** How many are still open after this time at most. */
export async function gone(clients: Client[], longestMs: number): Promise<number> {
  const until = performance.now() + longestMs;
  function left(): number {
    return clients.filter(({ isOpen }) => isOpen()).length;
  }
  while (left() > 0 && performance.now() < until) await pause(100);
  return left();
}

function open(port: number, host: string, start: string): { socket: Socket; client: Client } {
  let isOpen = true;
  const socket = connect({ port, host, noDelay: true }, () => socket.write(start));
  // A server that hangs up resets what is still sent.
  socket.on('error', () => socket.destroy());
  socket.on('end', () => socket.destroy());
  socket.on('close', () => (isOpen = false));
  return { socket, client: { isOpen: () => isOpen, end: () => socket.destroy() } };
}
