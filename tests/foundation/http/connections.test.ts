import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { slowReaders } from '../../../src/foundation/http/connections/slow-readers.ts';
import { ProblemOut } from '../../../src/foundation/http/errors/problem-schema.ts';
import type { App } from '../../../src/foundation/http/server/server.ts';
import { sampleApp } from './sample-app.ts';

/** Connects to an app or a server; everything is closed when the test is over. */
async function dial(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

async function portOf(app: App): Promise<number> {
  onTestFinished(() => app.close());
  return Number(new URL(await app.listen({ host: '127.0.0.1', port: 0 })).port);
}

/** What arrives until the server hangs up. */
async function wholeAnswer(socket: Socket): Promise<string> {
  let text = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  await once(socket, 'close');
  return text;
}

async function statusOn(socket: Socket): Promise<string> {
  socket.write('GET /notes HTTP/1.1\r\nHost: x\r\n\r\n');
  const [chunk] = (await once(socket, 'data')) as [Buffer];
  return chunk.toString().slice(0, 12);
}

describe('the connections of one address', () => {
  it('are 256; one more gets a problem that says so, and a place once another closes', async () => {
    const app = sampleApp({ isUnlimited: () => false });
    const port = await portOf(app);
    const open = await Promise.all(Array.from({ length: 256 }, () => dial(port)));
    const text = await wholeAnswer(await dial(port));
    expect(text).toMatch(/^HTTP\/1\.1 429 [^]*retry-after: 5\r\n/i);
    const problem = ProblemOut.parse(JSON.parse(text.split('\r\n\r\n')[1]!));
    expect(problem.detail).toMatch('256 connections open');
    expect(await statusOn(open[0]!)).toBe('HTTP/1.1 200');
    open[1]!.destroy();
    await expect.poll(() => app.stats.connections.open).toBe(255);
    expect(await statusOn(await dial(port))).toBe('HTTP/1.1 200');
    expect(app.stats.connections.refused).toBe(1);
  });

  it('are not limited on this machine, nor from a trusted proxy', async () => {
    const app = sampleApp();
    const port = await portOf(app);
    await Promise.all(Array.from({ length: 300 }, () => dial(port)));
    await expect.poll(() => app.stats.connections).toMatchObject({ open: 300, refused: 0 });
  });
});

describe('a body that drips', () => {
  it('is cut once its request is answered, whoever answers and whether anybody reads it', async () => {
    const app = sampleApp();
    app.post('/guarded', { config: { access: 'desk' }, schema: { hide: true } }, () => ({}));
    app.addHook('onRequest', async ({ url }, reply) =>
      url === '/guarded' ? reply.code(401).send() : undefined,
    );
    const port = await portOf(app);
    async function statusOfDrip(line: string): Promise<string> {
      const socket = await dial(port);
      socket.write(
        `${line} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n`,
      );
      const drip = setInterval(() => socket.write('a'), 200);
      onTestFinished(() => clearInterval(drip));
      return (await wholeAnswer(socket)).slice(9, 12);
    }
    const lines = ['GET /notes', 'POST /nowhere', 'PUT /notes', 'GET /notes/%zz', 'POST /guarded'];
    expect(await Promise.all(lines.map(statusOfDrip))).toEqual(['200', '404', '405', '400', '401']);
    expect(app.stats.connections.cut).toBe(5);
  }, 15_000);

  it('leaves the connection open once all of it has come', async () => {
    const socket = await dial(await portOf(sampleApp()));
    socket.write('GET /notes HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n');
    await once(socket, 'data');
    socket.write('{}');
    expect(await statusOn(socket)).toBe('HTTP/1.1 200');
  });
});

describe('a client that does not take its answer', () => {
  const megabyte = 1024 * 1024;

  /** So many connections to clients that read nothing, each with so much sent to it. */
  async function stalled(count: number, bytes: number) {
    const readers = slowReaders();
    const served: Socket[] = [];
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      readers.add(socket);
      socket.on('close', () => readers.delete(socket));
      socket.write(Buffer.alloc(bytes));
      served.push(socket);
    }).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const clients = await Promise.all(Array.from({ length: count }, () => dial(port)));
    clients.forEach((client) => client.pause());
    await expect.poll(() => served.length).toBe(count);
    return { readers, clients, served };
  }

  it('is cut after ten seconds and the time that its answer would take on a slow line', async () => {
    const { readers, served } = await stalled(1, 32 * megabyte);
    expect(readers.cut(0)).toBe(0);
    const longestMs = 10_000 + served[0]!.writableLength / 64;
    expect(readers.cut(longestMs - 1)).toBe(0);
    expect(readers.cut(longestMs)).toBe(1);
    await once(served[0]!, 'close');
    expect(readers.cut(longestMs + 1)).toBe(0);
  });

  it('is not cut while it reads', async () => {
    const { readers, clients, served } = await stalled(1, 16 * megabyte);
    expect(readers.cut(0)).toBe(0);
    clients[0]!.resume();
    await expect.poll(() => served[0]!.writableLength).toBe(0);
    expect(readers.cut(3_600_000)).toBe(0);
    expect(served[0]!.destroyed).toBe(false);
  });

  it('goes first where more than 64 MB wait for all together', async () => {
    const { readers, served } = await stalled(4, 32 * megabyte);
    const waiting = served[0]!.writableLength;
    expect(waiting * 4).toBeGreaterThan(64 * megabyte);
    readers.cut(0);
    expect(readers.cut(4_999)).toBe(0);
    const tooMany = Math.ceil((waiting * 4 - 64 * megabyte) / waiting);
    expect(readers.cut(5_000)).toBe(tooMany);
    expect(readers.cut(5_001)).toBe(0);
  });
});
