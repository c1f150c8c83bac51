import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { guardRoutes } from '../../src/access/guard.ts';
import { makeKey } from '../../src/access/key.ts';
import { issueKey } from '../../src/access/issue-key.ts';
import { revokeKey } from '../../src/access/revoke-key.ts';
import { createApp } from '../../src/main/app.ts';
import { createServer } from '../../src/foundation/http/server/server.ts';
import { openHouse, type House } from '../support/house.ts';
import { settings } from '../support/settings.ts';
import { wireTo } from '../support/wire.ts';

const me = '/v1/desk/me';
const stranger = { name: 'Somebody', kind: 'person' } as const;

function bearer(secret: string) {
  return { headers: { authorization: `Bearer ${secret}` } };
}

function issue(house: House, expiresAt?: number) {
  return house.play((work) => issueKey(work, { name: 'A key', role: 'editor', actor: stranger, expiresAt }));
}

/** The answer without what differs from one request to the next. */
function bodyOf(answer: { json(): unknown }) {
  return { ...(answer.json() as object), requestId: '' };
}

describe('the guard', () => {
  it('refuses to start while a route does not say who may call it', async () => {
    const house = await openHouse({ seed: 'none' });
    const app = createServer({ publicUrl: settings.site.publicUrl, strict: true });
    guardRoutes(app, { ...house, sectionsBelow: async () => new Set() });
    app.get('/open', { config: { access: 'public' } }, () => ({}));
    app.get('/forgotten', () => ({}));
    app.get('/misspelt', { config: { access: 'articles:publsh' } }, () => ({}));
    await expect(app.ready()).rejects.toThrow(/do not declare their access: .*\/forgotten.*\/misspelt/);
    await app.close();
  });

  it('lets the right key in, whatever the case of the scheme, and lets nobody store the answer', async () => {
    const house = await openHouse({ seed: 'none' });
    const { secret } = await issue(house);
    for (const scheme of ['Bearer', 'bearer', 'BEARER']) {
      const answer = await house.client.get(me, { headers: { authorization: `${scheme} ${secret}` } });
      expect(answer.statusCode).toBe(200);
      expect(answer.headers['cache-control']).toBe('no-store');
    }
  });

  it('asks for a key where none is sent', async () => {
    const house = await openHouse({ seed: 'none' });
    const answer = await house.client.get(me);
    expect(answer.statusCode).toBe(401);
    expect(answer.headers['www-authenticate']).toBe('Bearer realm="Dateline desk"');
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.json()).toMatchObject({ title: 'Unauthorized', status: 401 });
  });

  it('gives one answer to every key that is not valid', async () => {
    const house = await openHouse({ seed: 'none' });
    const [live, revoked, expired] = [
      await issue(house),
      await issue(house),
      await issue(house, house.clock.now() + 1000),
    ];
    await house.play((work) => revokeKey(work, revoked.id));
    house.clock.advance(1000);
    const forged = makeKey().secret;
    const wrongs = [
      'Bearer dl_short',
      `Bearer ${live.secret.slice(0, -1)}`,
      `Bearer ${forged}`,
      `Bearer ${forged.replace(/^dl_.{8}/, `dl_${live.id}`)}`,
      `Bearer ${revoked.secret}`,
      `Bearer ${expired.secret}`,
    ];
    const answers = [];
    for (const authorization of wrongs)
      answers.push(await house.client.get(me, { headers: { authorization } }));
    for (const answer of answers) {
      expect(answer.statusCode).toBe(401);
      expect(answer.headers['www-authenticate']).toMatch(/^Bearer .*error="invalid_token"$/);
      expect(bodyOf(answer)).toEqual(bodyOf(answers[0]!));
    }
  });

  it('says how to send a key that comes in another form, which is no wrong key', async () => {
    const house = await openHouse({ seed: 'none' });
    const { secret } = await issue(house);
    for (const authorization of [secret, `Basic ${secret}`, 'Bearer', `Bearer ${secret} ${secret}`])
      for (let n = 0; n < 5; n += 1) {
        const answer = await house.client.get(me, { headers: { authorization } });
        expect(answer.statusCode).toBe(401);
        expect(answer.json()).toMatchObject({ detail: 'Send the key as Authorization: Bearer dl_….' });
        expect(answer.headers['www-authenticate']).toBe('Bearer realm="Dateline desk"');
      }
    expect((await house.client.get(me, bearer('dl_wrong'))).statusCode).toBe(401);
  });

  it('asks no database about a key that is malformed', async () => {
    const house = await openHouse({ seed: 'none' });
    const { secret } = await issue(house);
    house.queries.length = 0;
    await house.client.get(me, bearer(`${secret.slice(0, -1)}_`));
    await house.client.get(me);
    expect(house.queries).toEqual([]);
    await house.client.get(me, bearer(makeKey().secret));
    expect(house.queries.length).toBe(1);
  });

  it('notices a revocation and an expiry at the next request', async () => {
    const house = await openHouse({ seed: 'none' });
    const [one, other] = [await issue(house), await issue(house, house.clock.now() + 60_000)];
    const busy = await Promise.all(
      Array.from({ length: 50 }, () => house.client.get(me, bearer(one.secret))),
    );
    expect(new Set(busy.map(({ statusCode }) => statusCode))).toEqual(new Set([200]));
    await house.play((work) => revokeKey(work, one.id));
    expect((await house.client.get(me, bearer(one.secret))).statusCode).toBe(401);

    house.clock.advance(59_999);
    expect((await house.client.get(me, bearer(other.secret))).statusCode).toBe(200);
    house.clock.advance(1);
    expect((await house.client.get(me, bearer(other.secret))).statusCode).toBe(401);
  });

  it('names the scope and the role that are missing', async () => {
    const house = await openHouse({ seed: 'none' });
    const answer = await house.client.get('/v1/desk/keys', { headers: await house.keyFor('chief') });
    expect(answer.statusCode).toBe(403);
    expect(answer.json()).toMatchObject({ scope: 'keys:manage', role: 'admin' });
  });

  it('asks for the key before it looks at anything else', async () => {
    const house = await openHouse({ seed: 'none' });
    const { id } = await issue(house);
    const strangers = await Promise.all([
      house.app.inject(`/v1/desk/keys/${id}`),
      house.app.inject('/v1/desk/keys/00000000'),
      house.app.inject('/v1/desk/keys?limit=none&colour=red'),
      house.app.inject('/v1/desk/nothing/of/the/kind'),
      house.app.inject('/v1/desk'),
      house.app.inject({ method: 'PUT', url: '/v1/desk/keys' }),
      house.app.inject({ method: 'POST', url: '/v1/desk/keys', payload: 'no JSON' }),
      house.app.inject({ method: 'POST', url: '/v1/desk/keys', payload: { role: 'king' } }),
    ]);
    for (const answer of strangers) {
      expect(answer.statusCode).toBe(401);
      expect(bodyOf(answer)).toEqual(bodyOf(strangers[0]));
    }
  });

  it('asks for it whatever the method, and however the address is written', async () => {
    const house = await openHouse({ seed: 'none' });
    const ask = await wireTo(house.app);
    for (const path of [
      '/v1/desk/articles',
      '/v1/%64esk/articles',
      'http://x/v1/desk/articles',
      '/v1/desk/nowhere',
      '/v1/%64esk/nowhere',
    ])
      for (const method of ['GET', 'PUT', 'OPTIONS', 'PROPFIND', 'TRACE', 'QUERY']) {
        const { status, headers } = await ask(path, { method });
        expect([path, method, status, headers.allow]).toEqual([path, method, 401, undefined]);
      }
  });

  it('tells whoever may enter what is not there', async () => {
    const house = await openHouse({ seed: 'none' });
    const headers = await house.keyFor('reporter');
    expect((await house.app.inject({ url: '/v1/desk/nothing', headers })).statusCode).toBe(404);
    expect((await house.app.inject({ method: 'PUT', url: me, headers })).statusCode).toBe(405);
    expect((await house.app.inject({ url: '/v1/desks' })).statusCode).toBe(404);
  });

  it('refuses a key in the address, anywhere, and does not repeat it', async () => {
    const house = await openHouse();
    const { secret } = await issue(house);
    for (const address of [
      `${me}?key=${secret}`,
      `/v1/articles?key=${secret}`,
      `/v1/articles?section=${secret}`,
      `/v1/articles?section=world&section=${secret}`,
      `/v1/articles?${secret}`,
      `/v1/articles?authorization=Bearer%20${secret}`,
      `/v1/desk/nothing?access_token=${secret}`,
      `/nowhere?token=${secret}`,
    ]) {
      const answer = await house.app.inject({ url: address, ...bearer(secret) });
      expect(answer.statusCode, address).toBe(400);
      expect(answer.headers['cache-control']).toBe('no-store');
      expect(answer.body + JSON.stringify(answer.headers)).not.toContain(secret);
    }
  });

  it('leaves delivery alone: keys change nothing there', async () => {
    const house = await openHouse();
    const bare = await house.client.get('/v1/articles');
    for (const authorization of [`Bearer ${(await issue(house)).secret}`, 'Bearer dl_wrong', 'Basic x']) {
      const answer = await house.client.get('/v1/articles', { headers: { authorization } });
      expect(answer.statusCode).toBe(200);
      expect(answer.body).toBe(bare.body);
      expect(answer.headers['etag']).toBe(bare.headers['etag']);
      expect(answer.headers['vary']).toBe('Accept-Encoding');
    }
  });

  it('is closed to other origins', async () => {
    const house = await openHouse({ seed: 'none' });
    const headers = { ...(await house.keyFor('admin')), origin: 'https://elsewhere.example' };
    for (const method of ['GET', 'OPTIONS'] as const) {
      const asking = { ...headers, 'access-control-request-method': 'GET' };
      const answer = await house.app.inject({ method, url: me, headers: asking });
      const told = Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'));
      expect(told, method).toEqual([]);
    }
  });
});

describe('wrong keys', () => {
  it('are slowed by the address of the connection, whatever the request says of itself', async () => {
    const house = await openHouse({ seed: 'none' });
    const statuses: number[] = [];
    for (let n = 0; n < 1000; n += 1) {
      const answer = await house.app.inject({
        url: `${me}?n=${n}`,
        remoteAddress: '203.0.113.7',
        headers: {
          authorization: `Bearer ${makeKey().secret}`,
          'x-forwarded-for': `198.51.100.${n % 256}`,
          'user-agent': `agent ${n}`,
        },
      });
      statuses.push(answer.statusCode);
      if (n === 10) expect(answer.headers['retry-after']).toBe('60');
    }
    expect(statuses.slice(0, 10)).toEqual(Array<number>(10).fill(401));
    expect(new Set(statuses.slice(10))).toEqual(new Set([429]));
  });

  it('count for the client behind a trusted proxy, whatever else it forges', async () => {
    const house = await openHouse({ seed: 'none', trustProxy: ['10.0.0.7'] });
    async function knock(client: string) {
      const answer = await house.app.inject({
        url: me,
        remoteAddress: '10.0.0.7',
        headers: { authorization: 'Bearer dl_wrong', 'x-forwarded-for': `192.0.2.1, ${client}` },
      });
      return answer.statusCode;
    }
    for (let n = 0; n < 10; n += 1) expect(await knock('198.51.100.1')).toBe(401);
    expect(await knock('198.51.100.1')).toBe(429);
    expect(await knock('198.51.100.2')).toBe(401);
  });

  it('shut nobody out who has a right one, from another address or from the same', async () => {
    const house = await openHouse({ seed: 'none' });
    const { secret } = await issue(house);
    for (let n = 0; n < 20; n += 1) await house.client.get(me, bearer('dl_wrong'));
    const refused = await house.client.get(me, bearer('dl_wrong'));
    expect(refused.statusCode).toBe(429);
    expect((await house.client.get(me, bearer(secret))).statusCode).toBe(200);
    const other = await house.app.inject({ url: me, remoteAddress: '203.0.113.8', ...bearer(secret) });
    expect(other.statusCode).toBe(200);
    house.clock.advance(60_000);
    expect((await house.client.get(me, bearer('dl_wrong'))).statusCode).toBe(401);
  });
});

describe('a key in use', () => {
  it('is noted at most once a minute, with no event, and its revision stays', async () => {
    const house = await openHouse({ seed: 'none' });
    const { id, secret } = await issue(house);
    const admin = await house.keyFor('admin');
    async function seen() {
      const { lastUsedAt, etag } = (await house.client.get(`/v1/desk/keys/${id}`, { headers: admin })).json();
      return { lastUsedAt, etag };
    }
    async function use() {
      await house.client.get(me, bearer(secret));
      await house.play(async () => undefined); // The note waits in the writers' line before this.
    }
    expect(await seen()).toEqual({ lastUsedAt: undefined, etag: '"r1"' });
    await use();
    expect(await seen()).toEqual({ lastUsedAt: '2026-11-23T12:00:00.000Z', etag: '"r1"' });
    house.clock.advance(59_000);
    await use();
    expect((await seen()).lastUsedAt).toBe('2026-11-23T12:00:00.000Z');
    house.clock.advance(1_000);
    await use();
    expect((await seen()).lastUsedAt).toBe('2026-11-23T12:01:00.000Z');
  });

  it('serves on when its use cannot be noted', async () => {
    const house = await openHouse({ seed: 'none' });
    const { secret } = await issue(house);
    const lines: string[] = [];
    const database = { ...house.database, transact: () => Promise.reject(new Error('the disk is full')) };
    const app = createApp({
      config: { site: settings.site, mediaDir: dirname(house.file), hsts: false },
      database,
      clock: house.clock,
      logger: { level: 'warn', stream: { write: (line) => lines.push(line) } },
    });
    const answer = await app.inject({ url: me, ...bearer(secret) });
    await app.close();
    expect(answer.statusCode).toBe(200);
    expect(lines.join()).toContain('the disk is full');
  });
});

describe('the log', () => {
  it('never holds a key', async () => {
    const house = await openHouse({ seed: 'none' });
    const lines: string[] = [];
    const app = createApp({
      config: { site: settings.site, mediaDir: dirname(house.file), hsts: false },
      database: house.database,
      clock: house.clock,
      logger: { level: 'trace', stream: { write: (line) => lines.push(line) } },
    });
    const { secret } = await issue(house);
    const admin = await house.keyFor('admin');
    const headers = { authorization: `Bearer ${secret}` };
    await app.inject({ url: me, headers });
    expect(JSON.parse(lines.at(-1)!)).toMatchObject({ status: 200, key: secret.slice(3, 11) });
    await app.inject({ url: `${me}?key=${secret}`, headers });
    await app.inject({ url: `/v1/articles/${secret}`, headers });
    await app.inject({ url: `/v1/articles/${secret.replaceAll('_', '%5f')}`, headers });
    await app.inject({ url: `/v1/desk/keys/${secret}`, headers: admin });
    await app.inject({ method: 'POST', url: '/v1/desk/keys', headers: admin, payload: { name: secret } });
    const issued = await app.inject({
      method: 'POST',
      url: '/v1/desk/keys',
      headers: admin,
      payload: { name: 'New', role: 'editor', actor: stranger },
    });
    const fresh = issued.json<{ secret: string }>().secret;
    await app.inject({ url: me, headers: { authorization: `Bearer ${fresh}` } });
    await app.close();
    const log = lines.join('');
    expect(lines.length).toBeGreaterThan(6);
    for (const key of [secret, fresh, admin.authorization.replace('Bearer ', '')]) {
      expect(log).not.toContain(key);
      expect(log).not.toContain(key.slice(12));
    }
  });
});
