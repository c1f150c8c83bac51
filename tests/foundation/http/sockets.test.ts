import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ProblemOut } from '../../../src/foundation/http/errors/problem-schema.ts';
import type { App } from '../../../src/foundation/http/server/server.ts';
import { sampleApp } from './sample-app.ts';

let app: App;
let port: number;
beforeAll(async () => {
  app = sampleApp();
  const slow = { config: { access: 'public' }, handlerTimeout: 20 } as const;
  for (const method of ['GET', 'POST'])
    app.route({ method, url: '/slow', ...slow, handler: () => new Promise<never>(() => {}) });
  port = Number(new URL(await app.listen({ host: '127.0.0.1', port: 0 })).port);
});
afterAll(() => app.close());

/** Sends bytes and reads until the server hangs up. */
function exchange(bytes: string): Promise<{ status: number; head: string; body: unknown }> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    let text = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    socket.on('error', reject).on('close', () => {
      const [head = '', body = ''] = text.split('\r\n\r\n');
      resolve({ status: Number(head.split(' ')[1]), head, body: JSON.parse(body) });
    });
  });
}

describe('on the bare socket', () => {
  it.each([
    ['headers above 16 KiB', `GET /notes HTTP/1.1\r\nHost: x\r\nX-Long: ${'a'.repeat(17_000)}\r\n\r\n`, 431],
    ['what is not HTTP', 'hello\r\n\r\n', 400],
    ['headers that never end', 'GET /notes HTTP/1.1\r\nHost: x\r\nX-Slow: ', 408],
  ])(
    '%s gets a problem and the end of the connection',
    async (_what, bytes, status) => {
      const answer = await exchange(bytes);
      expect(answer.status).toBe(status);
      expect(answer.head).toMatch(/content-type: application\/problem\+json/i);
      const problem = ProblemOut.parse(answer.body);
      expect(problem.status).toBe(status);
      expect(answer.head).toContain(`X-Request-Id: ${problem.requestId}`);
    },
    15_000,
  );
});

describe('what follows on a connection', () => {
  const closing = get('/notes').replace('Host', 'Connection: close\r\nHost');
  const broken =
    'POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nno\r\n';

  it.each([
    ['a request with Connection: close is not read', closing + get('/notes'), [200]],
    ['such a request, after others', get('/notes') + closing + get('/notes'), [200, 200]],
    ['such a request, and is not HTTP', `${closing}hello\r\n\r\n`, [200]],
    ['a request of HTTP/1.0', 'GET /notes HTTP/1.0\r\n\r\nGET /notes HTTP/1.0\r\n\r\n', [200]],
    [
      'whole requests, and is not HTTP, is refused after their answers',
      `${get('/notes')}hello\r\n\r\n`,
      [200, 400],
    ],
    ['whole requests, and has a broken body', get('/notes') + broken, [200, 400]],
    ['nothing, and has a broken body', broken, [400]],
  ])('%s', async (_what, bytes, statuses) => {
    const before = app.stats.refusedSockets;
    const text = await sentAll(port, bytes);
    expect(app.stats.refusedSockets - before).toBe(statuses.filter((status) => status === 400).length);
    expect(text.match(/HTTP\/1\.1 \d+/g)?.map((line) => Number(line.slice(-3)))).toEqual(statuses);
  });
});

describe('the limits', () => {
  it('are those that Node really has set', () => {
    expect(app.server).toMatchObject({
      headersTimeout: 5_000,
      requestTimeout: 300_000,
      keepAliveTimeout: 65_000,
      maxConnections: 2_000,
      maxRequestsPerSocket: 0,
    });
    expect(app.initialConfig).toMatchObject({ bodyLimit: 262_144, handlerTimeout: 15_000 });
  });

  it.each<[string, string, RequestInit]>([
    ['', '1', {}],
    [
      ', also after a body',
      '30',
      { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } },
    ],
  ])('end a handler that never answers with 503 and Retry-After%s', async (_when, seconds, request) => {
    const answer = await fetch(`http://127.0.0.1:${port}/slow`, request);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, seconds]);
    expect(ProblemOut.parse(await answer.json()).type).toMatch(/unavailable$/);
  });
});

describe('a server that stops', () => {
  it('answers what still arrives on an open connection, and closes it with the last answer', async () => {
    const stopping = sampleApp();
    const [begun, arrived] = [signal(), signal()];
    const held = signal();
    stopping.get('/wait', { config: { access: 'public' } }, async () => {
      begun.raise();
      await held.raised;
      return {};
    });
    stopping.addHook('onSend', async (request) => {
      if (request.url === '/notes') arrived.raise();
    });
    const address = new URL(await stopping.listen({ host: '127.0.0.1', port: 0 }));
    let text = '';
    const socket = connect(Number(address.port), '127.0.0.1', () => socket.write(get('/wait')));
    socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    const ended = new Promise((resolve) => socket.on('close', resolve));
    await begun.raised;
    const closed = stopping.close();
    while (stopping.server.listening) await new Promise((resolve) => setImmediate(resolve));
    socket.write(get('/notes'));
    await arrived.raised;
    held.raise();
    await Promise.all([closed, ended]);
    expect(text.match(/HTTP\/1\.1 \d+|connection: .*/gi)).toEqual([
      'HTTP/1.1 200',
      'connection: keep-alive',
      'HTTP/1.1 200',
      'connection: close',
    ]);
  });

  it('answers all that was pipelined in one go, and tells every connection to go from the beginning of a stop', async () => {
    let isStopping = false;
    const app = sampleApp({ isStopping: () => isStopping });
    const { port } = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
    // The first answer of a process takes long.
    await sentAll(Number(port), get('/notes').replace('Host', 'Connection: close\r\nHost'));
    isStopping = true;
    const text = await sentAll(Number(port), get('/health/live') + get('/notes') + get('/none'));
    expect(text.match(/HTTP\/1\.1 \d+|connection: .*/gi)?.map((line) => line.toLowerCase())).toEqual([
      ...['http/1.1 200', 'connection: keep-alive', 'http/1.1 200', 'connection: keep-alive'],
      ...['http/1.1 404', 'connection: close'],
    ]);
    await app.close();
  });

  it('answers a connection that was made before the port closed, though it sends only then', async () => {
    const app = sampleApp();
    const { port } = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
    const socket = connect(Number(port), '127.0.0.1');
    let text = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    const ended = new Promise((resolve) => socket.on('close', resolve));
    const accepted = new Promise((resolve) => app.server.once('connection', resolve));
    await accepted;
    const closed = app.close();
    socket.write(get('/notes'));
    await Promise.all([closed, ended]);
    expect(text).toContain('HTTP/1.1 200');
  });

  it('sends an answer to its end that a slow reader takes while the port closes', async () => {
    const app = sampleApp();
    const bytes = 8 * 1024 * 1024;
    app.get('/large', { config: { access: 'public' } }, (_request, reply) =>
      reply.type('application/octet-stream').send(Buffer.alloc(bytes, 'a')),
    );
    const { port } = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(get('/large'));
    const first = new Promise((resolve) => socket.once('readable', resolve));
    await first;
    const closed = app.close();
    // Node looks for idle connections as it closes the port.
    while (app.server.listening) await new Promise((resolve) => setImmediate(resolve));
    let read = 0;
    for await (const chunk of socket) read += (chunk as Buffer).length;
    await closed;
    expect(read).toBeGreaterThan(bytes);
  });
});

function get(path: string): string {
  return `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`;
}

/** Sends it, and gives all that comes back until the connection is closed. */
async function sentAll(port: number, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
  let text = '';
  for await (const chunk of socket) text += String(chunk);
  return text;
}

function signal() {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  return { raised: promise, raise: () => resolve(undefined) };
}
