import { describe, expect, it } from 'vitest';
import { openHouse } from '../support/house.ts';

describe('GET /v1', () => {
  it('leads to everything there is', async () => {
    const house = await openHouse();
    const entry = (await house.client.get('/v1')).json();
    expect(entry).toMatchObject({
      name: 'Dateline',
      defaultLocale: 'en',
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    });
    for (const url of Object.values<string>(entry.links)) {
      const answer = await house.client.get(url.replace('http://localhost:3000', ''), {
        outsideContract: /docs|openapi/.test(url),
      });
      expect([url, answer.statusCode]).toEqual([url, 200]);
    }
  });

  it('names the languages in which stories are live, with their lists and feeds', async () => {
    const house = await openHouse();
    const { data } = (await house.client.get('/v1/articles?limit=100')).json();
    const { locales } = (await house.client.get('/v1')).json();
    const live = new Set<string>(data.map(({ locale }: { locale: string }) => locale));
    expect(locales.map(({ locale }: { locale: string }) => locale)).toEqual([...live].sort());
    for (const { locale: _, ...addresses } of locales) {
      for (const url of Object.values<string>(addresses))
        expect([url, (await house.client.get(url.replace('http://localhost:3000', ''))).statusCode]).toEqual([
          url,
          200,
        ]);
    }
    const bare = await openHouse({ seed: 'none' });
    expect((await bare.client.get('/v1')).json().locales).toEqual([]);
  });

  it('may be cached and purged like a list: every page of a site begins with it', async () => {
    const house = await openHouse();
    const { headers } = await house.client.get('/v1');
    const list = await house.client.get('/v1/articles?limit=1');
    expect(headers['cache-control']).toBe(list.headers['cache-control']);
    expect(headers['surrogate-key']).toBe('all articles');
  });

  it('is where the front door leads people to the docs', async () => {
    const house = await openHouse({ seed: 'none' });
    const door = await house.client.get('/', { outsideContract: true });
    expect([door.statusCode, door.headers.location]).toEqual([302, '/docs']);
  });
});

describe('problems and health', () => {
  it('give every problem a type that is served', async () => {
    const house = await openHouse();
    const met = [
      '/v1/articles/nothing',
      '/v1/articles?limit=0',
      '/v1/articles?topic=none',
      '/v1/articles/clock-tower-to-be-moved',
      '/v1/articles/%zz',
    ];
    for (const url of met) {
      const { type, status, title, requestId } = (await house.client.get(url)).json();
      expect((await house.client.get(type.replace('http://localhost:3000', ''))).json()).toMatchObject({
        type,
        status,
        title,
      });
      expect(requestId).toMatch(/^[0-9a-f-]{36}$/);
    }
    const { data } = (await house.client.get('/problems')).json();
    for (const { name } of data)
      expect((await house.client.get(`/problems/${name}`)).json()).toMatchObject({ name });
    expect((await house.client.get('/problems/none')).statusCode).toBe(404);
  });

  it('describe problems to browsers as a page, and to who prefers it as text', async () => {
    const house = await openHouse({ seed: 'none' });
    const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
    for (const [accept, type, start] of [
      [browser, 'text/html; charset=utf-8', '<!doctype html>'],
      ['text/plain', 'text/plain; charset=utf-8', 'Method not allowed (405, method-not-allowed)'],
      ['*/*', 'application/json; charset=utf-8', '{"name":"method-not-allowed"'],
      [
        'application/json, text/html;q=0.9',
        'application/json; charset=utf-8',
        '{"name":"method-not-allowed"',
      ],
    ] as const) {
      const answer = await house.client.get('/problems/method-not-allowed', { headers: { accept } });
      expect([answer.headers['content-type'], answer.body.slice(0, start.length)]).toEqual([type, start]);
      expect(answer.headers.vary).toBe('Accept, Accept-Encoding');
    }
    const page = (await house.client.get('/problems/method-not-allowed', { headers: { accept: browser } }))
      .body;
    expect(page).toContain('<title>405 Method not allowed</title>');
    expect(page).toContain('but not with this method. <code>Allow</code> lists');
    const none = await house.client.get('/problems/none', { headers: { accept: browser } });
    expect([none.statusCode, none.json().detail]).toEqual([404, 'There is no such kind of problem.']);
  });

  it('say that all is well, and are never stored', async () => {
    const house = await openHouse();
    for (const url of ['/health/live', '/health/ready']) {
      const answer = await house.client.get(url);
      expect(answer.json()).toEqual({ status: 'ok' });
      expect(answer.headers['cache-control']).toBe('no-store');
    }
  });
});
