/** The desk for scripts of other sites (CORS): of those that the operator has named, and of no other. */
import { describe, expect, it } from 'vitest';
import { createServer } from '../../../src/foundation/http/server/server.ts';
import { openHouse } from '../../support/house.ts';
import { wireTo } from '../../support/wire.ts';

const desk = 'https://desk.example';
const deskOrigins = [desk, 'http://localhost:5173'];

function corsOf(headers: Record<string, unknown>) {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => /^(access-control-|vary$|allow$)/.test(name)),
  );
}

describe('a named site', () => {
  it('may do all that a key may: its browser is told so before the key is sent', async () => {
    const house = await openHouse({ seed: 'none', deskOrigins });
    for (const [origin, url] of [
      [desk, '/v1/desk/articles'],
      ['http://localhost:5173', '/v1/desk/articles/some-story/publish'],
    ] as const) {
      const headers = {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type',
      };
      const answer = await house.app.inject({ method: 'OPTIONS', url, headers });
      expect([answer.statusCode, answer.body]).toEqual([204, '']);
      expect(corsOf(answer.headers)).toEqual({
        vary: 'Origin',
        'access-control-allow-origin': origin,
        'access-control-allow-methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
        'access-control-allow-headers':
          'Accept, Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, Last-Event-ID',
        'access-control-expose-headers': expect.stringContaining('ETag'),
        'access-control-max-age': '86400',
      });
    }
  });

  it('reads every answer, also refusals', async () => {
    const house = await openHouse({ seed: 'none', deskOrigins });
    const key = await house.keyFor('editor');
    for (const [method, url, headers, status] of [
      ['GET', '/v1/desk/me', key, 200],
      ['GET', '/v1/desk/me', {}, 401],
      ['PUT', '/v1/desk/me', key, 405],
      ['GET', '/v1/desk/articles/none', key, 404],
      ['POST', '/v1/desk/articles', key, 400],
    ] as const) {
      const answer = await house.app.inject({ method, url, headers: { ...headers, origin: desk } });
      expect([url, answer.statusCode]).toEqual([url, status]);
      expect(answer.headers).toMatchObject({ 'access-control-allow-origin': desk, vary: 'Origin' });
      expect(answer.headers).not.toHaveProperty('access-control-allow-credentials');
    }
  });

  it('reads also that the server is too busy', async () => {
    const lane = { atOnce: 0, waiting: 0, longestWaitMs: 0, share: 1 };
    const app = createServer({
      publicUrl: 'https://x',
      strict: true,
      keyOrigins: deskOrigins,
      limits: { strangers: lane },
    });
    app.get('/v1/desk/me', { config: { access: 'any-key' } }, () => ({}));
    const ask = await wireTo(app);
    for (const [origin, allowed] of [
      [desk, desk],
      ['https://elsewhere.example', undefined],
    ] as const) {
      const { status, headers } = await ask('/v1/desk/me', { headers: { origin } });
      expect([status, headers.vary, headers['access-control-allow-origin']]).toEqual([
        503,
        'Origin',
        allowed,
      ]);
    }
  });
});

describe('any other site', () => {
  it.each([[deskOrigins], [[]]])('may not, where %j may', async (named) => {
    const house = await openHouse({ seed: 'none', deskOrigins: named });
    const key = await house.keyFor('editor');
    for (const origin of ['https://elsewhere.example', 'https://desk.example.evil', 'null', '']) {
      const asking = { origin, 'access-control-request-method': 'POST' };
      const asked = await house.app.inject({ method: 'OPTIONS', url: '/v1/desk/articles', headers: asking });
      const read = await house.app.inject({ url: '/v1/desk/me', headers: { ...key, origin } });
      expect([asked.statusCode, read.statusCode]).toEqual([401, 200]);
      for (const { headers } of [asked, read])
        expect(headers).not.toHaveProperty('access-control-allow-origin');
    }
  });
});

describe('the public part', () => {
  it('stays open to all, and one answer for all', async () => {
    const house = await openHouse({ deskOrigins });
    for (const origin of [desk, 'https://elsewhere.example']) {
      const { headers } = await house.client.get('/v1/articles', { headers: { origin } });
      expect(headers).toMatchObject({ 'access-control-allow-origin': '*', vary: 'Accept-Encoding' });
    }
  });
});
