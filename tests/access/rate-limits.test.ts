import { describe, expect, it } from 'vitest';
import { makeKey } from '../../src/access/key.ts';
import { openHouse, type House } from '../support/house.ts';
import { wireTo } from '../support/wire.ts';

const me = '/v1/desk/me';

function askFrom(house: House, remoteAddress: string, url: string, headers = {}) {
  return house.app.inject({ url, remoteAddress, headers });
}

describe('the limit of an address', () => {
  it('is told in every answer, refuses what is beyond it, and ends with its minute', async () => {
    const house = await openHouse({ rateLimits: { perAddress: 3 } });
    // Each another address: what is cached is counted on the wire alone.
    function ask(limit: number) {
      return askFrom(house, '203.0.113.7', `/v1/articles?limit=${limit}`);
    }
    const told = [];
    for (const limit of [1, 2, 3]) told.push((await ask(limit)).headers['ratelimit']);
    expect(told).toEqual(['"address";r=2;t=60', '"address";r=1;t=60', '"address";r=0;t=60']);
    house.clock.advance(18_000);
    const refused = await ask(4);
    expect(refused.statusCode).toBe(429);
    expect(refused.headers).toMatchObject({
      'retry-after': '42',
      ratelimit: '"address";r=0;t=42',
      'ratelimit-policy': '"address";q=3;w=60',
    });
    expect(refused.json()).toMatchObject({
      title: 'Too many requests',
      detail: 'This address may send 3 requests in a minute. Try again in 42 seconds.',
    });
    expect(house.app.stats.limited.address).toBe(1);
    expect((await askFrom(house, '203.0.113.8', '/v1/articles')).statusCode).toBe(200);
    house.clock.advance(42_000);
    expect((await ask(5)).statusCode).toBe(200);
  });

  it('holds on the wire for cached answers, unknown addresses and the desk, by the address behind a proxy', async () => {
    const house = await openHouse({ trustProxy: ['127.0.0.0/8'], rateLimits: { perAddress: 6 } });
    const ask = await wireTo(house.app);
    async function statusOf(path: string, client: string, also = {}) {
      const { status, headers } = await ask(path, {
        headers: { 'x-forwarded-for': `192.0.2.99, ${client}`, ...also },
      });
      return [status, headers['ratelimit'], headers['cache-status']?.includes('hit') ?? false];
    }
    const client = '198.51.100.1';
    expect(await statusOf('/v1/articles', client)).toEqual([200, '"address";r=5;t=60', false]);
    expect(await statusOf('/v1/articles', client)).toEqual([200, '"address";r=4;t=60', true]);
    expect(await statusOf('/nowhere', client)).toEqual([404, '"address";r=3;t=60', false]);
    expect(await statusOf(me, client)).toEqual([401, '"address";r=2;t=60', false]);
    const wrong = { authorization: `Bearer ${makeKey().secret}` };
    expect(await statusOf(me, client, wrong)).toEqual([401, '"address";r=1;t=60', false]);
    expect(await statusOf('/v1/articles', client, wrong)).toEqual([200, '"address";r=0;t=60', false]);
    for (const path of ['/v1/articles', '/nowhere', me, '/v1/articles?limit=3'])
      expect(await statusOf(path, client)).toEqual([429, '"address";r=0;t=60', false]);
    expect(await statusOf(me, client, wrong)).toEqual([429, '"address";r=0;t=60', false]);
    expect(await statusOf('/v1/articles', '198.51.100.2')).toEqual([200, '"address";r=5;t=60', true]);
  });

  it('is for no valid key, no health check, no trusted proxy and not for this machine', async () => {
    const house = await openHouse({ trustProxy: ['10.0.0.7'], rateLimits: { perAddress: 1 } });
    const editor = await house.keyFor('editor');
    for (let n = 0; n < 5; n += 1) {
      expect((await askFrom(house, '203.0.113.7', me, editor)).statusCode).toBe(200);
      expect((await askFrom(house, '203.0.113.7', '/health/live')).statusCode).toBe(200);
      expect((await askFrom(house, '10.0.0.7', '/v1/articles')).statusCode).toBe(200);
      expect((await askFrom(house, '127.0.0.1', '/v1/articles')).statusCode).toBe(200);
    }
    expect((await askFrom(house, '203.0.113.7', '/v1/bylines')).headers['ratelimit']).toBe(
      '"address";r=0;t=60',
    );
  });
});

describe('the limit of a key', () => {
  it('counts each key from whatever address, and nobody else', async () => {
    const house = await openHouse({ rateLimits: { perKey: 2 } });
    const [first, second] = [await house.keyFor('editor'), await house.keyFor('editor')];
    const told = [];
    for (let n = 1; n <= 3; n += 1) {
      const { statusCode, headers } = await askFrom(house, `203.0.113.${n}`, me, first);
      told.push([statusCode, headers['ratelimit'], headers['retry-after']]);
    }
    expect(told).toEqual([
      [200, '"key";r=1;t=60', undefined],
      [200, '"key";r=0;t=60', undefined],
      [429, '"key";r=0;t=60', '60'],
    ]);
    expect((await askFrom(house, '203.0.113.1', me, second)).statusCode).toBe(200);
    const read = await askFrom(house, '203.0.113.1', '/v1/articles', first);
    expect([read.statusCode, read.headers['ratelimit']]).toEqual([200, undefined]);
    expect(house.app.stats.limited).toEqual({ address: 0, key: 1 });
  });
});

it('without limits nothing is counted or told', async () => {
  const house = await openHouse();
  expect((await askFrom(house, '203.0.113.7', '/v1/articles')).headers).not.toHaveProperty('ratelimit');
});
