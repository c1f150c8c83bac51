import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import type { Answered } from '../../../src/foundation/http/request/answered.ts';
import { sampleApp } from './sample-app.ts';

/** A server with a cache, and what is told of its answers. */
async function tellingServer() {
  const answered: Answered[] = [];
  const state = { revision: 1, until: Infinity, endsAt: Infinity };
  const app = sampleApp({
    onAnswer: (one) => void answered.push(one),
    cache: {
      bytes: 1_000_000,
      clock: { now: () => 0 },
      freshness: { known: () => state, find: async () => state, isUntouched: () => false },
    },
  });
  onTestFinished(() => app.close());
  app.get('/large', { config: { access: 'public' }, schema: { hide: true } }, (_request, reply) =>
    reply.type('text/plain').send(Buffer.alloc(20_000_000)),
  );
  await app.listen({ port: 0 });
  const { port } = app.server.address() as AddressInfo;

  /** Asks, and gives what was told of the answer, which may be a moment after it has arrived. */
  async function ask(path: string, method = 'GET', headers = {}): Promise<Partial<Answered>> {
    const told = answered.length;
    await new Promise<void>((resolve, reject) => {
      const asking = request({ port, path, method, headers, agent: false }, (response) => {
        response.resume().on('end', resolve);
      });
      asking.on('error', reject).end();
    });
    await expect.poll(() => answered.length).toBe(told + 1);
    const { route, status, cacheStatus, tookMs } = answered[told]!;
    expect(tookMs).toBeGreaterThan(0);
    return { route, status, cacheStatus };
  }
  return { ask, state, port, answered };
}

it('tells the route, the status and the part of the cache of every answer', async () => {
  const { ask, state } = await tellingServer();
  const route = '/notes/:slug';
  expect(await ask('/notes/first')).toEqual({ route, status: 200, cacheStatus: 'dateline; fwd=uri-miss' });
  expect(await ask('/notes/first')).toEqual({ route, status: 200, cacheStatus: 'dateline; hit' });
  expect(await ask('/notes/first', 'HEAD')).toEqual({ route, status: 200, cacheStatus: 'dateline; hit' });
  expect(await ask('/notes/first', 'GET', { 'if-none-match': '*' })).toEqual({
    ...{ route, status: 304, cacheStatus: 'dateline; hit' },
  });
  state.revision = 2;
  expect(await ask('/notes/first')).toEqual({ route, status: 200, cacheStatus: 'dateline; fwd=stale' });
  // Compressed for the first time: sent by Fastify's way, and from the cache.
  const gzip = { 'accept-encoding': 'gzip;q=1, identity;q=0' };
  expect(await ask('/notes/first', 'GET', gzip)).toEqual({
    route,
    status: 200,
    cacheStatus: 'dateline; hit',
  });
  expect(await ask('/notes/first', 'GET', { cookie: 'a=b' })).toEqual({
    ...{ route, status: 200, cacheStatus: 'dateline; fwd=bypass' },
  });
});

it('tells no route of what has none, and the pattern of what was refused', async () => {
  const { ask } = await tellingServer();
  expect(await ask('/nowhere/at/all')).toMatchObject({ route: undefined, status: 404 });
  expect(await ask('/notes/other')).toMatchObject({ route: '/notes/:slug', status: 404 });
  expect(await ask('/notes', 'DELETE')).toMatchObject({ route: '/notes', status: 405 });
  expect(await ask('/notes/%zz')).toMatchObject({ status: 400 });
});

it('tells the bytes of every body, and none of one that the client did not take', async () => {
  const { ask, answered, port } = await tellingServer();
  for (const [method, headers] of [['GET'], ['GET'], ['HEAD'], ['GET', { 'if-none-match': '*' }]] as const)
    await ask('/notes/first', method, headers);
  const whole = JSON.stringify({ slug: 'first', text: 'Hello', lines: 1 }).length;
  expect(answered.map(({ bytes }) => bytes)).toEqual([whole, whole, 0, 0]);
  request({ port, path: '/large', agent: false }, (response) => {
    response.once('data', () => response.destroy());
  }).end();
  await expect.poll(() => answered[4]).toMatchObject({ route: '/large', bytes: undefined });
});
