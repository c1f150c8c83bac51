import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createApp } from '../../../src/main/app.ts';
import { givenCopy, givenStory } from '../../support/given.ts';
import { openHouse, type House } from '../../support/house.ts';
import { settings } from '../../support/settings.ts';
import { wireTo } from '../../support/wire.ts';

const story = '/v1/articles/japans-kishida-considers-joining-nato-summit-sources';

const decoded = {
  br: brotliDecompressSync,
  gzip: gunzipSync,
  zstd: zstdDecompressSync,
};

function statusOf({ headers }: { headers: Record<string, unknown> }): unknown {
  return headers['cache-status'];
}

describe('an answer that is ready', () => {
  it('is the answer that was made, with the same headers', async () => {
    const house = await openHouse();
    const ask = await wireTo(house.app);
    const [made, ready, injected] = [await ask(story), await ask(story), await house.client.get(story)];
    expect(statusOf(made)).toBe('dateline; fwd=uri-miss; stored');
    expect(statusOf(ready)).toBe('dateline; hit');
    expect(statusOf(injected)).toBe('dateline; hit');
    const own = { 'cache-status': '', date: '', 'x-request-id': '' };
    expect(ready.bytes).toEqual(made.bytes);
    expect({ ...ready.headers, ...own }).toEqual({ ...made.headers, ...own });
    expect(ready.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(ready.headers['x-request-id']).not.toBe(made.headers['x-request-id']);
  });

  it('asks the database nothing', async () => {
    const house = await openHouse();
    await house.client.get(story);
    house.queries.length = 0;
    await house.client.get(story);
    await house.client.head(story);
    expect(house.queries).toEqual([]);
  });

  it('is one for every order of the parameters', async () => {
    const house = await openHouse();
    const ask = await wireTo(house.app);
    const one = await ask('/v1/articles?limit=2&include=body&kind=story');
    const other = await ask('/v1/articles?kind=story&limit=2&include=body');
    expect(statusOf(other)).toBe('dateline; hit');
    expect(other.bytes).toEqual(one.bytes);
    expect(statusOf(await ask('/v1/articles?kind=story&limit=3&include=body'))).toMatch(/fwd=uri-miss/);
  });

  it('is one whatever a campaign or an advertiser has added', async () => {
    const house = await openHouse();
    const ask = await wireTo(house.app);
    const one = await ask('/v1/articles?utm_source=mail&limit=2');
    expect(statusOf(one)).toMatch(/fwd=uri-miss/);
    expect(one.bytes.toString()).not.toContain('utm_source');
    for (const url of [
      '/v1/articles?limit=2',
      '/v1/articles?limit=2&fbclid=abc',
      '/v1/articles?gclid=1&limit=2&utm_campaign=x',
    ])
      expect(statusOf(await ask(url))).toBe('dateline; hit');
  });

  it('answers HEAD without a body, and fills for GET', async () => {
    const house = await openHouse();
    const ask = await wireTo(house.app);
    const made = await ask(story, { method: 'HEAD' });
    const [get, head] = [await ask(story), await ask(story, { method: 'HEAD' })];
    expect([made, get, head].map(statusOf)).toEqual([
      'dateline; fwd=uri-miss; stored',
      'dateline; hit',
      'dateline; hit',
    ]);
    expect([made.bytes.length, head.bytes.length]).toEqual([0, 0]);
    expect(head.headers['content-length']).toBe(String(get.bytes.length));
    expect(made.headers['content-length']).toBe(String(get.bytes.length));
  });

  it('says that it went stale when a change names what it shows, and is ready after all others', async () => {
    const house = await openHouse();
    for (const url of [story, '/v1/articles']) await house.client.get(url);
    await givenStory(house, { headline: 'Another' });
    expect(statusOf(await house.client.get('/v1/articles'))).toBe('dateline; fwd=stale; stored');
    expect(statusOf(await house.client.get(story))).toBe('dateline; hit');
  });

  it('keeps no problem, and says nothing of the cache in it', async () => {
    const house = await openHouse();
    const ask = await wireTo(house.app);
    for (const url of ['/v1/articles/none', '/v1/articles?limit=0', '/nowhere']) {
      const [one, two] = [await ask(url), await ask(url)];
      expect(one.status).toBeGreaterThanOrEqual(400);
      for (const answer of [one, two]) expect([url, statusOf(answer)]).toEqual([url, undefined]);
    }
    const media = await ask(story, { headers: { accept: 'text/csv' } });
    expect(media.status).toBe(406);
    await ask(story);
    expect((await ask(story, { headers: { accept: 'text/csv' } })).status).toBe(406);
    expect((await ask(story, { headers: { accept: 'text/html, */*;q=0.1' } })).status).toBe(200);
  });

  it('goes to no other method', async () => {
    const house = await openHouse();
    const ask = await wireTo(house.app);
    await ask(story);
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH'])
      expect((await ask(story, { method })).status).toBe(405);
    expect((await ask(story, { method: 'OPTIONS' })).headers.allow).toBe('GET, HEAD, OPTIONS');
  });
});

describe('many who want the same at once', () => {
  it('have it made once', async () => {
    const house = await openHouse();
    const ask = await wireTo(house.app);
    // What the stories show of the library is kept from then on.
    await house.client.get('/v1/articles?limit=5');
    house.queries.length = 0;
    await house.client.get('/v1/articles?limit=3');
    const once = house.queries.length;
    house.queries.length = 0;
    const answers = await Promise.all(
      Array.from({ length: 30 }, () => house.client.get('/v1/articles?limit=4')),
    );
    expect(house.queries.length).toBe(once);
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
    expect(answers.map(statusOf).sort()).toEqual([
      ...Array.from({ length: 29 }, () => 'dateline; fwd=uri-miss; collapsed'),
      'dateline; fwd=uri-miss; stored',
    ]);
    const onSockets = await Promise.all(Array.from({ length: 30 }, () => ask('/v1/articles?limit=6')));
    expect(onSockets.filter((answer) => String(statusOf(answer)).endsWith('stored'))).toHaveLength(1);
  });

  it('all learn that it is not there', async () => {
    const house = await openHouse();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => house.client.get('/v1/articles/not-there')),
    );
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array.from({ length: 10 }, () => 404));
  });
});

describe('compression', () => {
  it.each(['br', 'gzip', 'zstd'] as const)(
    'gives %s with a tag and a length of its own',
    async (encoding) => {
      const house = await openHouse();
      const ask = await wireTo(house.app);
      const plain = await ask(story);
      for (const round of ['made', 'ready']) {
        const packed = await ask(story, { headers: { 'accept-encoding': encoding } });
        expect(packed.headers, round).toMatchObject({
          'content-encoding': encoding,
          'content-length': String(packed.bytes.length),
          vary: 'Accept-Encoding',
          etag: `${String(plain.headers.etag).slice(0, -1)}-${encoding}"`,
        });
        expect(packed.bytes.length).toBeLessThan(plain.bytes.length / 2);
        expect(decoded[encoding](packed.bytes)).toEqual(plain.bytes);
      }
      expect(plain.headers['content-encoding']).toBeUndefined();
    },
  );

  it.each([
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip, zstd', 'zstd'],
    ['gzip;q=1, br;q=0.5', 'gzip'],
    ['br;q=0, *', 'zstd'],
    ['*', 'br'],
    ['identity;q=0, gzip', 'gzip'],
    ['identity, br;q=0.1', undefined],
    ['deflate', undefined],
    ['identity;q=0', undefined],
    ['', undefined],
    ['BR', 'br'],
    ['nonsense;;q=,,', undefined],
  ])('of “%s” chooses %s', async (accepted, chosen) => {
    const house = await openHouse();
    const answer = await house.app.inject({ url: story, headers: { 'accept-encoding': accepted } });
    expect(answer.headers['content-encoding']).toBe(chosen);
  });

  it('leaves small bodies alone, unless plain is refused', async () => {
    const house = await openHouse();
    async function encodingOf(accepted: string) {
      const { headers, rawPayload } = await house.app.inject({
        url: '/v1/topics/nato',
        headers: { 'accept-encoding': accepted },
      });
      expect(rawPayload.length).toBeLessThan(1024);
      return headers['content-encoding'];
    }
    expect(await encodingOf('br, gzip')).toBeUndefined();
    expect(await encodingOf('br, identity;q=0')).toBe('br');
  });

  it('is done once for all who ask at once', async () => {
    const house = await openHouse();
    const ask = await wireTo(house.app);
    await ask('/v1/articles?include=body');
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        ask('/v1/articles?include=body', { headers: { 'accept-encoding': 'br' } }),
      ),
    );
    expect(new Set(answers.map(({ headers }) => headers['content-encoding']))).toEqual(new Set(['br']));
    expect(new Set(answers.map(({ bytes }) => bytes.toString('base64'))).size).toBe(1);
  });

  it('answers 304 to the tag of the same form, and to no other', async () => {
    const house = await openHouse();
    const ask = await wireTo(house.app);
    const forms = ['identity', 'br', 'gzip', 'zstd'];
    const tags = new Map<string, string>();
    for (const form of forms) {
      const { headers } = await ask(story, { headers: { 'accept-encoding': form } });
      tags.set(form, String(headers.etag));
    }
    expect(new Set(tags.values()).size).toBe(4);
    for (const [known, tag] of tags) {
      for (const form of forms) {
        for (const method of ['GET', 'HEAD']) {
          const answer = await ask(story, {
            method,
            headers: { 'accept-encoding': form, 'if-none-match': `"x", W/${tag}` },
          });
          expect([known, form, method, answer.status]).toEqual([
            known,
            form,
            method,
            known === form ? 304 : 200,
          ]);
          expect(answer.headers.etag).toBe(tags.get(form));
          if (answer.status === 304) {
            expect(answer.bytes.length).toBe(0);
            for (const name of ['content-type', 'content-encoding', 'content-length', 'link'])
              expect(answer.headers[name]).toBeUndefined();
            expect(answer.headers).toMatchObject({
              vary: 'Accept-Encoding',
              'cache-status': 'dateline; hit',
            });
          }
        }
      }
    }
  });
});

describe('the bound', () => {
  it('holds, and what is larger than an eighth of it is not kept', async () => {
    const house = await openHouse({ seed: 'none' });
    const long = await givenStory(house, { headline: 'Long', bodyText: 'word '.repeat(8_000) });
    const short = await givenStory(house, { headline: 'Short' });
    const app = appWith(house, 128 * 1024);
    const ask = await wireTo(app);
    async function status(url: string): Promise<unknown> {
      return statusOf(await ask(url));
    }
    expect([await status(`/v1/articles/${short}`), await status(`/v1/articles/${short}`)]).toEqual([
      'dateline; fwd=uri-miss; stored',
      'dateline; hit',
    ]);
    for (let round = 0; round < 2; round += 1)
      expect(await status(`/v1/articles/${long}`)).toBe('dateline; fwd=uri-miss');
    for (let limit = 1; limit <= 100; limit += 1) await ask(`/v1/articles?limit=${limit}`);
    expect(await status(`/v1/articles/${short}`)).toBe('dateline; fwd=uri-miss; stored');
    expect(await status('/v1/articles?limit=100')).toBe('dateline; hit');
    await app.close();
  });

  it('of nothing makes every answer anew', async () => {
    const house = await openHouse();
    const app = appWith(house, 0);
    for (let round = 0; round < 2; round += 1)
      expect(statusOf(await app.inject(story))).toBe('dateline; fwd=bypass');
    await app.close();
  });
});

describe('who says who they are', () => {
  it.each([
    { authorization: 'Bearer dl_x' },
    { cookie: 'session=1' },
    { 'x-api-key': 'dl_x' },
    { 'proxy-authorization': 'Basic eDp5' },
  ])('neither reads nor fills what is ready: %o', async (headers) => {
    const house = await openHouse();
    const ask = await wireTo(house.app);
    for (let round = 0; round < 2; round += 1)
      expect(statusOf(await ask(story, { headers }))).toBe('dateline; fwd=bypass');
    expect(statusOf(await ask(story))).toBe('dateline; fwd=uri-miss; stored');
    const known = await ask(story, { headers });
    expect(statusOf(known)).toBe('dateline; fwd=bypass');
    expect(known.bytes).toEqual((await ask(story)).bytes);
  });

  it('is refused where they do not say one host, also what is ready', async () => {
    const house = await openHouse();
    const ask = await wireTo(house.app);
    await ask(story);
    expect((await ask(story, { headers: { host: 'one, two' } })).status).toBe(400);
    expect(statusOf(await ask(story))).toBe('dateline; hit');
  });

  it('gets desk answers that nobody else ever gets', async () => {
    const house = await openHouse();
    const ask = await wireTo(house.app);
    const key = await house.keyFor('admin');
    const id = await givenCopy(house, { headline: 'Nobody may see this yet' });
    const urls = ['/v1/desk/articles', `/v1/desk/articles/${id}`, '/v1/desk/me', '/v1/desk/events'];
    for (const url of urls) {
      for (let round = 0; round < 2; round += 1) {
        const answer = await ask(url, { headers: key });
        expect([url, answer.status, statusOf(answer)]).toEqual([url, 200, undefined]);
        expect(answer.headers['cache-control']).toBe('no-store');
        for (const headers of tricks)
          expect([url, headers, (await ask(url, { headers })).status]).toEqual([url, headers, 401]);
      }
    }
  });

  it('cannot put a draft where others find it', async () => {
    const house = await openHouse();
    const ask = await wireTo(house.app);
    const key = await house.keyFor('admin');
    const id = await givenCopy(house, { headline: 'Nobody may see this yet' });
    const urls = [id, 'nobody-may-see-this-yet'].flatMap((name) =>
      ['', '?body=html', '?locale=en', '?preview=1', '?token=x', '?state=draft'].map(
        (query) => `/v1/articles/${name}${query}`,
      ),
    );
    for (const url of [...urls, '/v1/articles', `/v1/articles?ids=${id}`]) {
      for (const headers of [key, ...tricks, {}]) {
        const answer = await ask(url, { headers });
        expect([url, String(answer.bytes).includes('Nobody may see')]).toEqual([url, false]);
        if (url.includes(`/${id}`)) expect(answer.status).toBeGreaterThanOrEqual(400);
      }
    }
  });
});

// What might make one answer stand for another, if anything but the address and the encoding chose it.
const tricks: Record<string, string>[] = [
  { 'x-forwarded-host': 'evil.example' },
  { 'x-original-url': story },
  { 'x-rewrite-url': story },
  { 'x-http-method-override': 'POST' },
  { 'cache-control': 'only-if-cached' },
  { host: 'evil.example' },
  { origin: 'https://evil.example' },
  { 'accept-language': 'ja' },
];

describe('what a stranger sends along', () => {
  it('changes nothing in what is ready for others', async () => {
    const house = await openHouse();
    const ask = await wireTo(house.app);
    for (const url of [story, '/v1/articles?limit=2']) {
      for (const headers of tricks) {
        await givenStory(house);
        const theirs = await ask(url, { headers });
        const ours = await ask(url);
        expect(statusOf(ours)).toBe('dateline; hit');
        expect(JSON.stringify([ours.headers, String(ours.bytes)])).not.toContain('evil.example');
        expect(ours.bytes).toEqual(theirs.bytes);
      }
    }
  });
});

describe('a server that stops', () => {
  it('ends every connection, though the answer is ready', async () => {
    const house = await openHouse();
    let stopping = false;
    const app = appWith(house, 1024 * 1024, () => stopping);
    const ask = await wireTo(app);
    await ask(story);
    expect((await ask(story)).headers.connection).toBe('keep-alive');
    stopping = true;
    expect((await ask(story)).headers.connection).toBe('close');
    await app.close();
  });
});

describe('the log', () => {
  it('has one line for each answer, ready or not', async () => {
    const house = await openHouse();
    const lines: string[] = [];
    const app = createApp({
      config: { site: settings.site, mediaDir: '/nowhere', hsts: false },
      database: house.database,
      clock: house.clock,
      logger: { level: 'info', stream: { write: (line) => lines.push(line) } },
    });
    const ask = await wireTo(app);
    const answers = [await ask(`${story}?body=text`), await ask(`${story}?body=text`)];
    await app.close();
    const logged = lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'request');
    expect(logged).toMatchObject(
      answers.map(({ headers }) => ({
        reqId: headers['x-request-id'],
        method: 'GET',
        path: story,
        status: 200,
        ms: expect.any(Number),
      })),
    );
    expect(Object.keys(logged[1]).sort()).toEqual(Object.keys(logged[0]).sort());
    expect(Object.keys(logged[1])).toEqual(Object.keys(logged[0]));
  });
});

function appWith(house: House, cacheBytes: number, isStopping = () => false) {
  return createApp({
    config: { site: settings.site, mediaDir: '/nowhere', hsts: false, cacheBytes },
    database: house.database,
    clock: house.clock,
    isStopping,
  });
}
