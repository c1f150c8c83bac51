import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openOutgoing } from '../../../src/foundation/outgoing/open-outgoing.ts';
import type { Resolve } from '../../../src/foundation/outgoing/lookup.ts';
import { notPublic } from './spellings.ts';

/** Something that listens on this machine; it counts connections and keeps what it was sent. */
async function givenReceiver(answer: RequestListener, port = 0) {
  const sent: { method?: string; url?: string; headers: object; body: string }[] = [];
  const seen = { connections: 0, sent };
  const server = createServer((request, reply) => {
    const { method, url, headers } = request;
    void text(request).then((body) => {
      sent.push({ method: method!, url: url!, headers, body });
      answer(request, reply);
    });
  });
  server.on('connection', () => (seen.connections += 1));
  // Two runs of this test on one machine may use the same port.
  const reusePort = port > 0 && process.platform === 'linux';
  server.listen({ port, host: '127.0.0.1', reusePort });
  await once(server, 'listening');
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  return Object.assign(seen, { port: (server.address() as AddressInfo).port });
}

function givenClient(settings: Partial<Parameters<typeof openOutgoing>[0]> = {}) {
  const client = openOutgoing({ allowedHosts: ['127.0.0.1'], ...settings });
  onTestFinished(() => client.close());
  return client;
}

const chunked = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n';
const message = { headers: { 'content-type': 'application/json' }, body: '{"kind":"article"}' };

describe('what goes out', () => {
  it('arrives as it was sent, and the answer comes back', async () => {
    const receiver = await givenReceiver((_request, reply) => reply.writeHead(202).end('thank you'));
    const outcome = await givenClient().send({ ...message, url: `http://127.0.0.1:${receiver.port}/a?b=c` });
    expect(outcome).toEqual({ ms: expect.any(Number), status: 202, text: 'thank you' });
    expect(receiver.sent).toMatchObject([
      { method: 'POST', url: '/a?b=c', headers: message.headers, body: message.body },
    ]);
  });

  it('keeps a connection for what follows', async () => {
    const receiver = await givenReceiver((_request, reply) => reply.end('ok'));
    const client = givenClient();
    const url = `http://127.0.0.1:${receiver.port}/`;
    for (let times = 0; times < 5; times += 1) await client.send({ ...message, url });
    expect(receiver.sent).toHaveLength(5);
    // One that has just answered may not be free yet.
    expect(receiver.connections).toBeLessThan(3);
  });

  it('connects to no spelling of an address that is not public', async () => {
    const receiver = await givenReceiver((_request, reply) => reply.end(), 8443);
    const client = givenClient({ allowedHosts: [] });
    for (const host of notPublic)
      expect(await client.send({ ...message, url: `https://${host}:8443/` })).toMatchObject({
        fault: expect.stringContaining('is, or resolves to, a private address'),
      });
    expect(receiver.connections).toBe(0);
  });

  it.each([['127.0.0.1'], ['::1'], ['8.8.8.8', '127.0.0.1'], ['2606:4700::1111', '::ffff:127.0.0.1']])(
    'connects to none of %s where a name resolves to them',
    async (...addresses) => {
      const receiver = await givenReceiver((_request, reply) => reply.end(), 8443);
      const client = givenClient({ allowedHosts: [], resolve: async () => addresses.map(found) });
      expect(await client.send({ ...message, url: 'https://lies.example:8443/' })).toMatchObject({
        fault: expect.stringContaining('lies.example is, or resolves to, a private address'),
      });
      expect(receiver.connections).toBe(0);
    },
  );

  it('goes to the address that was checked, where a name resolves to another one the next time', async () => {
    const receiver = await givenReceiver((_request, reply) => reply.end('checked'));
    let asked = 0;
    const resolve: Resolve = async () => [found((asked += 1) === 1 ? '127.0.0.1' : '127.0.0.2')];
    const client = givenClient({ allowedHosts: ['receiver.example'], resolveNamed: resolve });
    const url = `http://receiver.example:${receiver.port}/`;
    expect(await client.send({ ...message, url })).toMatchObject({ text: 'checked' });
    expect(asked).toBe(1);
  });

  it('follows no redirect', async () => {
    const secret = await givenReceiver((_request, reply) => reply.end('secret'));
    const receiver = await givenReceiver((_request, reply) =>
      reply.writeHead(307, { location: `http://127.0.0.1:${secret.port}/` }).end(),
    );
    const outcome = await givenClient().send({ ...message, url: `http://127.0.0.1:${receiver.port}/` });
    expect(outcome).toMatchObject({ status: 307, text: '' });
    expect(secret.connections).toBe(0);
  });

  it('reads no more than 64 kB of an answer that does not end', async () => {
    let written = 0;
    const closed = Promise.withResolvers<unknown>();
    const receiver = await givenReceiver((_request, reply) => {
      reply.on('close', () => closed.resolve(undefined));
      const chunk = Buffer.alloc(64 * 1024, 'x');
      function write(): void {
        while (!reply.destroyed && written < 1024 ** 3) {
          written += chunk.length;
          if (!reply.write(chunk)) return void reply.once('drain', write);
        }
      }
      write();
    });
    const outcome = await givenClient().send({ ...message, url: `http://127.0.0.1:${receiver.port}/` });
    expect(outcome).toMatchObject({ status: 200, text: 'x'.repeat(1024) });
    await closed.promise;
    // What the sockets of both sides hold.
    expect(written).toBeLessThan(64 * 1024 ** 2);
  });

  it.each([
    ['hints', '', 'HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(1_000)],
    ['empty lines', '', '\r\n'.repeat(10_000)],
    ['a status without end', 'HTTP/1.1 200 ', 'x'.repeat(10_000)],
    ['a chunk without end', `${chunked}5;a=`, 'x'.repeat(10_000)],
    ['zeros before the length of a chunk', chunked, '0'.repeat(10_000)],
  ])('reads no more than 1 MB of %s', async (_what, start, more) => {
    let written = 0;
    const receiver = await givenReceiver(({ socket }) => {
      function write(): void {
        while (!socket.destroyed && written < 1024 ** 3) {
          written += more.length;
          if (!socket.write(more)) return void socket.once('drain', write);
        }
      }
      socket.write(start);
      write();
    });
    const outcome = await givenClient().send({ ...message, url: `http://127.0.0.1:${receiver.port}/` });
    expect(outcome).toMatchObject({ fault: 'The host sent more than 1 MB in answer.' });
    // What the sockets of both sides hold.
    expect(written).toBeLessThan(64 * 1024 ** 2);
  });

  it('counts what comes for each message of a connection', async () => {
    const receiver = await givenReceiver((_request, reply) => reply.end('x'.repeat(60 * 1024)));
    const client = givenClient();
    const url = `http://127.0.0.1:${receiver.port}/`;
    for (let times = 0; times < 40; times += 1)
      expect(await client.send({ ...message, url })).toMatchObject({ status: 200 });
    expect(receiver.connections).toBeLessThan(3);
  });

  it('does not decompress', async () => {
    const bomb = gzipSync(Buffer.alloc(16 * 1024 ** 2));
    const receiver = await givenReceiver((_request, reply) =>
      reply.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
    );
    const outcome = await givenClient().send({ ...message, url: `http://127.0.0.1:${receiver.port}/` });
    expect(outcome).toMatchObject({ status: 200, text: expect.not.stringContaining('\0') });
    expect(receiver.sent[0]!.headers).not.toHaveProperty('accept-encoding');
  });

  it.each<[string, RequestListener]>([
    ['does not come', () => undefined],
    ['comes a byte at a time', (_request, reply) => void setInterval(() => reply.write('x'), 10).unref()],
  ])('waits a bounded time for an answer that %s', async (_what, answer) => {
    const receiver = await givenReceiver(answer);
    const client = givenClient({ totalMs: 200 });
    expect(await client.send({ ...message, url: `http://127.0.0.1:${receiver.port}/` })).toMatchObject({
      fault: 'The host did not finish its answer within 0.2 seconds.',
    });
  });

  it('waits a bounded time for a connection', async () => {
    const client = givenClient({
      allowedHosts: ['slow.example'],
      connectMs: 50,
      resolveNamed: () => new Promise(() => {}),
    });
    expect(await client.send({ ...message, url: 'http://slow.example/' })).toMatchObject({
      fault: 'No connection to the host within 0.05 seconds.',
    });
  });

  it('says why nothing came back', async () => {
    const receiver = await givenReceiver((request) => request.socket.destroy());
    const client = givenClient({ allowedHosts: ['127.0.0.1', 'nowhere.invalid'] });
    const faults = [
      [`http://127.0.0.1:${receiver.port}/`, 'The host closed the connection.'],
      ['http://127.0.0.1:1/', 'The host refused the connection.'],
      ['http://nowhere.invalid/', 'The name of the host was not found.'],
      [`https://127.0.0.1:${receiver.port}/`, 'Nothing could be exchanged with the host'],
    ];
    for (const [url = '', fault] of faults)
      expect(await client.send({ ...message, url })).toMatchObject({
        fault: expect.stringContaining(fault!),
      });
  });

  it('ends when the server stops', async () => {
    const receiver = await givenReceiver(() => void client.close());
    const client = givenClient();
    const url = `http://127.0.0.1:${receiver.port}/`;
    expect(await client.send({ ...message, url })).toMatchObject({ fault: 'This server stopped meanwhile.' });
    expect(await client.send({ ...message, url })).toMatchObject({ fault: 'This server stopped meanwhile.' });
    expect(receiver.connections).toBe(1);
  });
});

function found(address: string) {
  return { address, family: address.includes(':') ? 6 : 4 };
}
