/** A receiver of webhooks that misbehaves in every way that we know of. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import type { Received } from '../../support/receiver.ts';

type Answering = { request: IncomingMessage; response: ServerResponse; socket: Socket; bait: string };
type Act = (answering: Answering) => void;

/** Where an answer without end ends. */
const mostWritten = 256 * 1024 ** 2;

const started = 'HTTP/1.1 200 OK\r\n';

/** What may become of a connection before anything is read from it. */
const unread: Record<string, (socket: Socket) => void> = {
  'never reads': () => {},
  'closes at once': (socket) => socket.destroy(),
  'resets at once': (socket) => socket.resetAndDestroy(),
};

/** Answers that say, with a whole 2xx head, that a message was taken. */
const taking: Record<string, Act> = {
  'takes it': ({ response }) => response.end('Thanks'),
  'closes when it has answered': ({ response, socket }) => response.end('Thanks', () => socket.destroy()),
  'resets what comes next': ({ response, socket }) => {
    doomed.add(socket);
    response.end('Thanks');
  },
  'sends more than it said': ({ socket }) => socket.write(`${started}content-length: 2\r\n\r\nThanks`),
  'sends less than it said': ({ socket }) => socket.end(`${started}content-length: 99\r\n\r\nThanks`),
  'sends less than it said, and waits': ({ socket }) =>
    socket.write(`${started}content-length: 99\r\n\r\nThanks`),
  'cuts a chunk': ({ socket }) => socket.end(`${started}transfer-encoding: chunked\r\n\r\n9\r\nTha`),
  'has no end': ({ socket }) => flood(socket, `${started}\r\n`, 'x'.repeat(64 * 1024)),
  'has chunks without end': ({ socket }) =>
    flood(socket, `${started}transfer-encoding: chunked\r\n\r\n`, `1000\r\n${'y'.repeat(4096)}\r\n`),
  'has a hint too many': ({ socket, response }) => {
    socket.write('HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n'.repeat(2_000));
    response.writeHead(204).end();
  },
  'answers in signs that are no text': ({ response }) => response.end(Buffer.alloc(4096)),
};

/** Answers that do not. */
const failing: Record<string, Act> = {
  'never answers': () => {},
  'answers too slowly': ({ socket }) => drip(socket, `${started}content-length: 6\r\n\r\nThanks`),
  'closes after reading': ({ socket }) => socket.destroy(),
  'resets after reading': ({ socket }) => socket.resetAndDestroy(),
  'cuts the head': ({ socket }) => socket.end(`${started}content-le`),
  'is no HTTP': ({ socket }) => socket.write('SSH-2.0-OpenSSH_9.6\r\n'),
  'is a TLS alert': ({ socket }) => socket.end(Buffer.from('15030100020246', 'hex')),
  'has two lengths': ({ socket }) =>
    socket.write(`${started}content-length: 3\r\ncontent-length: 9\r\n\r\nThanks`),
  'has a long head': ({ socket }) => socket.write(`${started}x-long: ${'z'.repeat(256 * 1024)}\r\n\r\n`),
  'has a head without end': ({ socket }) => flood(socket, started, `x-more: ${'z'.repeat(4096)}\r\n`),
  'has hints without end': ({ socket }) => flood(socket, '', 'HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(100)),
  'goes on and on': ({ socket }) => flood(socket, '', 'HTTP/1.1 100 Continue\r\n\r\n'.repeat(100)),
  'changes the protocol': ({ socket }) =>
    socket.write('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: ghost\r\n\r\n'),
  'leads to itself': ({ response, request }) =>
    response.writeHead(307, { location: `http://${request.headers.host}/elsewhere` }).end(),
  'leads to a private address': ({ response, bait }) => response.writeHead(308, { location: bait }).end(),
  'is out of order': ({ response }) => response.writeHead(500).end('Sorry'),
  'has too much to do': ({ response }) => response.writeHead(429, { 'retry-after': '1' }).end(),
};

/** Connections that are reset with the next message. */
const doomed = new WeakSet<Socket>();

/**
 * Listens, and does one thing after the other in an order that `chance` gives. `bait` is a private address to which it leads
 * those who follow.
 */
export async function openChaoticReceiver(chance: () => number, bait: string) {
  const received: Received[] = [];
  const taken: Received[] = [];
  const paths = new Set<string>();
  const sockets = new Set<Socket>();
  const left = new Set([unread, taking, failing].flatMap((acts) => Object.keys(acts)));
  const connectionActs = deck([...Object.keys(unread), undefined, undefined, undefined], chance);
  const requestActs = deck([...Object.keys(taking), ...Object.keys(failing)], chance);
  let mood: 'chaotic' | 'silent' | 'well' = 'chaotic';
  let longest = 0;

  const reader = createServer((request, response) => {
    const { socket } = request;
    if (doomed.has(socket)) return void socket.resetAndDestroy();
    void text(request).then((body) => {
      const headers = request.headers as Record<string, string>;
      const one = { id: headers['webhook-id']!, headers, text: body, message: JSON.parse(body) };
      received.push(one);
      paths.add(`${request.method} ${request.url}`);
      if (mood === 'silent') return;
      const name = mood === 'well' ? 'takes it' : requestActs();
      left.delete(name);
      if (name in taking) taken.push(one);
      (taking[name] ?? failing[name])!({ request, response, socket, bait });
    }, ignore);
  });
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on('error', ignore);
    socket.on('close', () => {
      sockets.delete(socket);
      longest = Math.max(longest, socket.bytesWritten);
    });
    const name = mood === 'chaotic' ? connectionActs() : undefined;
    if (name === undefined) return void reader.emit('connection', socket);
    left.delete(name);
    unread[name]!(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return {
    /** What was read to its end, also where the answer failed; and what was answered with 2xx. */
    received,
    taken,
    /** To which methods and paths requests came. */
    paths,
    /** What it has not done yet. */
    left,
    port: (server.address() as AddressInfo).port,
    /** The most bytes that one connection has taken from it. */
    longest: () => longest,
    /** Answers nothing any more. */
    fallSilent: () => void (mood = 'silent'),
    /** Starts anew, and takes all that comes. */
    recover(): void {
      mood = 'well';
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** Gives one card after the other, and when all were given, all in another order. */
function deck<T>(cards: readonly T[], chance: () => number): () => T {
  let rest: T[] = [];
  return function draw() {
    if (rest.length === 0) rest = [...cards];
    return rest.splice(Math.floor(chance() * rest.length), 1)[0]!;
  };
}

/** Writes `more` again and again, as fast as it is read. */
function flood(socket: Socket, start: string, more: string): void {
  function write(): void {
    while (!socket.destroyed && socket.bytesWritten < mostWritten)
      if (!socket.write(more)) return void socket.once('drain', write);
  }
  socket.write(start);
  write();
}

/** Writes a byte every half second. */
function drip(socket: Socket, answer: string): void {
  let at = 0;
  const drops = setInterval(() => socket.write(answer[at++] ?? ' '), 500);
  socket.on('close', () => clearInterval(drops));
}

/** Connections break off in all ways here. */
function ignore(): void {}
