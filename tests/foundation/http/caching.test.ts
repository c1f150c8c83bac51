import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../../src/foundation/http/server/server.ts';
import { sampleApp } from './sample-app.ts';

let app: App;
let etag: string;
beforeAll(async () => {
  app = sampleApp();
  etag = String((await app.inject('/notes/first')).headers.etag);
});
afterAll(() => app.close());

function get(headers: Record<string, string>, method: 'GET' | 'HEAD' = 'GET') {
  return app.inject({ method, url: '/notes/first', headers });
}

describe('a public answer', () => {
  it('carries what a cache needs', async () => {
    expect((await get({})).headers).toMatchObject({
      etag: expect.stringMatching(/^"[\w-]{22}"$/),
      'last-modified': 'Sat, 04 Jun 2022 12:00:00 GMT',
      'cache-control': 'public, max-age=0, must-revalidate',
      vary: 'Accept-Encoding',
    });
  });

  it('has another tag when its bytes are others', async () => {
    expect((await app.inject('/notes')).headers.etag).not.toBe(etag);
  });

  it('must be asked for again even where it only leads elsewhere', async () => {
    const answer = await app.inject('/notes/former');
    expect(answer.statusCode).toBe(301);
    expect(answer.headers).toMatchObject({
      location: '/notes/first',
      'cache-control': expect.stringContaining('max-age=0'),
    });
    expect(answer.headers.etag).toBeUndefined();
  });

  it('leaves desk answers alone', async () => {
    const payload = { slug: 'first', body: [] };
    const answer = await app.inject({ method: 'POST', url: '/notes', payload });
    expect(answer.statusCode).toBe(201);
    expect(answer.headers.etag).toBeUndefined();
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });
});

describe('a conditional request', () => {
  it.each([
    ['the tag', () => etag],
    ['the tag as a weak one', () => `W/${etag}`],
    ['a list that holds it', () => `"other, one" , W/"x",${etag}`],
    ['any tag', () => '*'],
  ])('with %s gets 304 and no body', async (_what, known) => {
    const answer = await get({ 'if-none-match': known() });
    expect([answer.statusCode, answer.body]).toEqual([304, '']);
    expect(answer.headers).toMatchObject({
      etag,
      'last-modified': expect.any(String),
      'cache-control': expect.any(String),
      vary: 'Accept-Encoding',
      'access-control-allow-origin': '*',
      'x-request-id': expect.any(String),
    });
    expect(answer.headers['content-type']).toBeUndefined();
    expect(answer.headers['content-length']).toBeUndefined();
  });

  it.each([
    ['another tag', { 'if-none-match': '"other"' }],
    ['a tag without quotes', { 'if-none-match': 'other' }],
    ['an older time', { 'if-modified-since': 'Sat, 04 Jun 2022 11:59:59 GMT' }],
    ['a time that is none', { 'if-modified-since': 'yesterday' }],
    [
      'another tag and a later time',
      { 'if-none-match': '"other"', 'if-modified-since': 'Sun, 05 Jun 2022 12:00:00 GMT' },
    ],
  ])('with %s gets it whole', async (_what, headers) => {
    expect((await get(headers)).statusCode).toBe(200);
  });

  it('by time alone gets the whole answer: a date knows seconds only', async () => {
    for (const since of ['Sat, 04 Jun 2022 12:00:00 GMT', 'Sun, 05 Jun 2022 12:00:00 GMT']) {
      expect((await get({ 'if-modified-since': since })).statusCode).toBe(200);
    }
  });

  it('never turns a problem into 304', async () => {
    const answer = await app.inject({ url: '/notes/none', headers: { 'if-none-match': '*' } });
    expect(answer.statusCode).toBe(404);
  });
});

describe('HEAD', () => {
  it.each(['/notes/first', '/notes', '/notes/none', '/notes/former', '/health/live'])(
    'has the headers of GET and no body: %s',
    async (url) => {
      const [got, head] = [await app.inject({ url }), await app.inject({ method: 'HEAD', url })];
      const volatile = { 'x-request-id': '', date: '' };
      expect(head.statusCode).toBe(got.statusCode);
      expect({ ...head.headers, ...volatile }).toEqual({ ...got.headers, ...volatile });
      expect(head.body).toBe('');
    },
  );

  it('gets 304 too, with the length that 200 would have', async () => {
    const answer = await get({ 'if-none-match': etag }, 'HEAD');
    const whole = await get({});
    expect([answer.statusCode, answer.body]).toEqual([304, '']);
    expect(answer.headers['content-length']).toBe(whole.headers['content-length']);
  });
});

describe('the headers of every answer', () => {
  it('let nothing run, frame or be sniffed', async () => {
    for (const url of ['/notes', '/nothing', '/notes/broken']) {
      expect((await app.inject(url)).headers).toMatchObject({
        'content-security-policy': "default-src 'none';frame-ancestors 'none'",
        'cross-origin-resource-policy': 'cross-origin',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
      });
    }
  });

  it('speak of transport security only when told to', async () => {
    expect((await app.inject('/notes')).headers['strict-transport-security']).toBeUndefined();
    const secure = sampleApp({ hsts: true });
    expect((await secure.inject('/notes')).headers['strict-transport-security']).toMatch(/^max-age=/);
    await secure.close();
  });

  it('open public reads to every origin, without credentials', async () => {
    const answer = await app.inject({ url: '/notes', headers: { origin: 'https://site.example' } });
    expect(answer.headers['access-control-allow-origin']).toBe('*');
    expect(answer.headers['access-control-allow-credentials']).toBeUndefined();
    for (const name of ['ETag', 'Link', 'Last-Modified', 'Location', 'Retry-After', 'X-Request-Id']) {
      expect(answer.headers['access-control-expose-headers']).toContain(name);
    }
  });

  it('allow a preflight for conditional reads', async () => {
    const headers = {
      origin: 'https://site.example',
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'if-none-match',
    };
    const answer = await app.inject({ method: 'OPTIONS', url: '/notes', headers });
    expect(answer.statusCode).toBe(204);
    expect(answer.headers['access-control-allow-headers']).toBe(
      'Accept, Content-Type, If-None-Match, Last-Event-ID',
    );
    expect(answer.headers['access-control-allow-methods']).toBe('GET, HEAD');
  });
});
