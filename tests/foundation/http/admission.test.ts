import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { createInterface } from 'node:readline';
import { onTestFinished, describe, expect, it } from 'vitest';
import { ProblemOut } from '../../../src/foundation/http/errors/problem-schema.ts';
import type { Answered } from '../../../src/foundation/http/request/answered.ts';
import { unavailable } from '../../../src/foundation/problem.ts';
import { sampleApp } from './sample-app.ts';

// Nothing here depends on how long it takes.
const heavy = { atOnce: 8, waiting: 32, longestWaitMs: 60_000, share: 1 };
const { atOnce, waiting } = heavy;
const desk = { ...heavy, atOnce: 2 };
const followers = { ...heavy, atOnce: 2, waiting: 0 };

/** A server whose `/held` answers when it is released, with what was begun. */
async function given() {
  const answered: Answered[] = [];
  const app = sampleApp({ limits: { heavy, desk, followers }, onAnswer: (each) => answered.push(each) });
  const begun: string[] = [];
  const held = Promise.withResolvers<undefined>();
  function hold(path: string, load: 'heavy' | 'public'): void {
    app.get(path, { config: { access: 'public', load } }, async (request) => {
      begun.push(request.url);
      await held.promise;
      return {};
    });
  }
  hold('/held', 'heavy');
  hold('/held-too', 'public');
  // As the cache answers a request that waited for another one.
  app.get('/past-fastify', { config: { access: 'public', load: 'heavy' } }, (request, reply) => {
    begun.push(request.url);
    reply.hijack();
    reply.raw.writeHead(200).end(Buffer.alloc(16 * 1024 * 1024));
  });
  app.get('/stream', { config: { access: 'public', load: 'followers' } }, (request, reply) => {
    begun.push(request.url);
    reply.hijack();
    reply.raw.writeHead(200).write(': begins');
  });
  app.get('/busy', { config: { access: 'public' } }, () => {
    throw unavailable('Busy.');
  });
  const address = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
  onTestFinished(async () => {
    held.resolve(undefined);
    await app.close();
  });
  async function open(): Promise<Socket> {
    const socket = connect(Number(address.port), '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    socket.on('error', () => {});
    await once(socket, 'connect');
    return socket;
  }
  return { app, address, answered, begun, open, release: () => held.resolve(undefined) };
}

function get(path: string, count = 1): string {
  return `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`.repeat(count);
}

describe('admission', () => {
  it('refuses with 503 what is too much for its class, and serves the other classes', async () => {
    const { app, address, open, begun, release } = await given();
    for (let number = 0; number < atOnce + waiting; number += 1) (await open()).write(get('/held'));
    await expect.poll(() => app.admission.stats().heavy).toMatchObject({ inFlight: atOnce, waiting });
    const refused = await fetch(new URL('/held', address));
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
    expect(ProblemOut.parse(await refused.json()).type).toMatch(/unavailable$/);
    expect((await fetch(new URL('/notes', address))).status).toBe(200);
    expect((await fetch(new URL('/health/live', address))).status).toBe(200);
    expect(app.admission.stats().heavy.full).toBe(1);
    release();
    await expect.poll(() => app.admission.stats().heavy).toMatchObject({ inFlight: 0, waiting: 0 });
    expect(begun).toHaveLength(atOnce + waiting);
  });

  it('counts a stream until it ends', async () => {
    const { app, address, begun, open } = await given();
    const [first, second] = [await open(), await open()];
    for (const socket of [first, second]) socket.write(get('/stream'));
    await expect.poll(() => begun).toHaveLength(2);
    await expect.poll(() => app.admission.stats().followers.inFlight).toBe(2);
    expect((await fetch(new URL('/stream', address))).status).toBe(503);
    first.destroy();
    await expect.poll(() => app.admission.stats().followers.inFlight).toBe(1);
    const another = await fetch(new URL('/stream', address));
    expect(another.status).toBe(200);
    await another.body!.cancel();
  });

  it('refuses with the headers of every other problem', async () => {
    const { app, address, open } = await given();
    for (let number = 0; number < atOnce + waiting; number += 1) (await open()).write(get('/held'));
    async function headersOf(path: string): Promise<Record<string, string>> {
      const { headers } = await fetch(new URL(path, address));
      const own = ['date', 'content-length', 'x-request-id'];
      return Object.fromEntries([...headers].filter(([name]) => !own.includes(name)));
    }
    await expect.poll(() => app.admission.stats().heavy.waiting).toBe(waiting);
    expect(await headersOf('/held')).toEqual(await headersOf('/busy'));
  });

  it('works on a few of the requests of one connection at once, and answers them all', async () => {
    const { begun, open, release } = await given();
    const socket = await open();
    const statuses: string[] = [];
    const all = Promise.withResolvers<undefined>();
    createInterface(socket).on('line', (line) => {
      const [, status] = /HTTP\/1\.1 (\d+)/.exec(line) ?? [];
      if (status !== undefined && statuses.push(status) === 12_000) all.resolve(undefined);
    });
    socket.write(get('/held-too', 12_000));
    await expect.poll(() => begun.length).toBe(4);
    release();
    await all.promise;
    expect(new Set(statuses)).toEqual(new Set(['200']));
  });

  it('begins nothing for a client that hung up', async () => {
    const { app, begun, open, release } = await given();
    const socket = await open();
    socket.write(get('/held', 500));
    await expect.poll(() => app.admission.stats().pipelined.waiting).toBe(496);
    socket.destroy();
    await expect.poll(() => app.admission.stats().pipelined).toMatchObject({ waiting: 0, gone: 496 });
    release();
    await expect.poll(() => app.admission.stats().heavy.inFlight).toBe(0);
    expect(begun).toHaveLength(4);
  });

  it('tells of every request whose client hung up or stopped sending, begun or not', async () => {
    const { app, answered, open } = await given();
    const [begun, late] = [await open(), await open()];
    begun.write(get('/held', 4));
    (await open()).write(get('/held', atOnce - 4));
    await expect.poll(() => app.admission.stats().heavy.inFlight).toBe(atOnce);
    late.write(get('/held', 4) + get('/held-too', 10));
    await expect
      .poll(() => app.admission.stats())
      .toMatchObject({
        ...{ heavy: { waiting: 4 }, pipelined: { waiting: 10 } },
      });
    begun.end();
    late.end();
    await expect.poll(() => answered.map(({ status }) => status)).toEqual(Array(18).fill(499));
    expect(new Set(answered.map(({ route }) => route))).toEqual(new Set(['/held', '/held-too']));
    expect(app.admission.stats()).toMatchObject({ heavy: { waiting: 0, gone: 4 }, pipelined: { gone: 10 } });
  });

  it('keeps no place for an editor whose body is still coming, and counts the work on it', async () => {
    const { app, address, open } = await given();
    const authorization = 'Bearer dl_known';
    app.admission.recognize({ headers: { authorization } } as FastifyRequest);
    const began = `POST /echo HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorization}\r\nContent-Type: application/json\r\nContent-Length: 8\r\n\r\n{"a"`;
    const slow = await Promise.all(Array.from({ length: 5 }, open));
    for (const socket of slow) socket.write(began);
    await expect.poll(() => app.admission.stats().desk).toMatchObject({ begun: 5, inFlight: 0, waiting: 0 });
    const quick = await fetch(new URL('/echo', address), {
      ...{ method: 'POST', headers: { authorization, 'content-type': 'application/json' }, body: '{}' },
    });
    expect(await quick.json()).toEqual({ got: {} });
    const answers = slow.map((socket) => once(socket.setEncoding('utf8'), 'data'));
    for (const socket of slow) socket.write(': 1}');
    for (const [answer] of await Promise.all(answers)) expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    await expect.poll(() => app.admission.stats().desk).toMatchObject({ begun: 6, inFlight: 0 });
  });

  it('keeps no place for a client that does not read its answer, by whatever way it is sent', async () => {
    const { app, begun, open } = await given();
    const clients = await Promise.all(Array.from({ length: 3 }, open));
    for (const socket of clients) socket.pause().write(get('/past-fastify', 4));
    await expect.poll(() => begun.length).toBe(12);
    await expect.poll(() => app.admission.stats().heavy.inFlight).toBe(0);
  });
});
