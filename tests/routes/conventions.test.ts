import { describe, expect, it } from 'vitest';
import { isPublicMedia } from '../../src/edition/media/public.ts';
import { captionMedia } from '../../src/library/pictures/records/caption.ts';
import { documentOf, isStream, type Operation, readContract } from '../support/contract.ts';
import { givenStory } from '../support/given.ts';
import type { Response } from '../support/contract-client.ts';
import { patchRecord } from '../../src/library/records/patch.ts';
import { topicType } from '../../src/library/topics/record-type.ts';
import { openHouse, type House } from '../support/house.ts';

const story = '/v1/articles/japans-kishida-considers-joining-nato-summit-sources';
const everyMethod = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
const picture = 'media_01g4q22g00epn9j77xa3hcy7rk';

/** One address of every documented path that needs no key, its examples filled in; streams have no end. */
function addresses(house: House): string[] {
  return filledIn(house, (operations) => operations.every(({ security }) => !security));
}

/** The same of those at the desk. */
function deskAddresses(house: House): string[] {
  return filledIn(house, (operations) => operations.some(({ security }) => security));
}

function filledIn(house: House, isMeant: (operations: Operation[]) => boolean): string[] {
  const { paths } = documentOf(house.app);
  return Object.entries(paths).flatMap(([template, path]) => {
    const operations = Object.values(path) as Operation[];
    if (!isMeant(operations) || operations.some(isStream)) return [];
    const { parameters = [] } = operations[0]!;
    const filled = template.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
      String(parameters.find((one) => one.name === name)!.example),
    );
    const needed = parameters
      .filter(({ in: place, required }) => place === 'query' && required)
      .map(
        ({ name, schema, example = schema.examples?.[0] }) =>
          `${name}=${encodeURIComponent(String(example))}`,
      );
    return [needed.length > 0 ? `${filled}?${needed.join('&')}` : filled];
  });
}

/** The headers that two answers to the same request have in common. */
function lasting({ headers }: Response) {
  return {
    ...headers,
    date: '',
    connection: '',
    'x-request-id': '',
    'cache-status': '',
    'transfer-encoding': undefined,
  };
}

describe('every public address', () => {
  it('answers HEAD as it answers GET, without a body', async () => {
    const house = await openHouse();
    expect(addresses(house).length).toBeGreaterThanOrEqual(17);
    for (const url of addresses(house)) {
      const [get, head] = [await house.client.get(url), await house.client.head(url)];
      expect([url, head.statusCode, head.body]).toEqual([url, get.statusCode, '']);
      expect(lasting(head)).toEqual(lasting(get));
    }
  });

  it('answers 304 to its own tag, and 200 to another', async () => {
    const house = await openHouse();
    // What a preview link leads to, and the log of changes, are kept by nobody, and have no tag.
    for (const url of addresses(house).filter((one) => !/^\/(health|v1\/(previews|changes))/.test(one))) {
      const { etag } = (await house.client.get(url)).headers;
      for (const method of ['GET', 'HEAD'] as const) {
        const again = await house.client.request(method, url, {
          headers: { 'if-none-match': `"other", ${String(etag)}` },
        });
        expect([url, again.statusCode, again.body]).toEqual([url, 304, '']);
        expect(again.headers.etag).toBe(etag);
      }
      expect((await house.client.get(url, { headers: { 'if-none-match': '"other"' } })).statusCode).toBe(200);
    }
  });

  it('may be read from any site, without credentials', async () => {
    const house = await openHouse();
    for (const url of addresses(house)) {
      const { headers } = await house.client.get(url, { headers: { origin: 'https://news.example' } });
      expect(headers['access-control-allow-origin']).toBe('*');
      expect(headers['access-control-allow-credentials']).toBeUndefined();
      expect(headers['access-control-expose-headers']).toContain('ETag');
    }
    const asked = await house.client.request('OPTIONS', story, {
      headers: {
        origin: 'https://news.example',
        'access-control-request-method': 'GET',
        'access-control-request-headers': 'if-none-match',
      },
      outsideContract: true,
    });
    expect(asked.statusCode).toBe(204);
    expect(asked.headers['access-control-allow-headers']).toContain('If-None-Match');
  });

  it('knows no other method, and says which it knows', async () => {
    const house = await openHouse();
    for (const url of addresses(house)) {
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'] as const) {
        const answer = await house.client.request(method, url, { body: {} });
        expect([url, answer.statusCode]).toEqual([url, 405]);
        expect(answer.headers.allow).toBe('GET, HEAD, OPTIONS');
      }
    }
  });

  it('offers one media type, and says so to whoever wants another', async () => {
    const house = await openHouse();
    for (const url of addresses(house)) {
      const answer = await house.client.get(url, { headers: { accept: 'text/csv' } });
      expect([url, answer.statusCode]).toEqual([url, 406]);
      expect(answer.json().offered.length).toBeGreaterThan(0);
    }
    expect(
      (await house.client.get(story, { headers: { accept: 'text/html, application/*;q=0.5' } })).statusCode,
    ).toBe(200);
  });

  it('answers 414 where a part of the path is longer than any name', async () => {
    const house = await openHouse();
    for (const url of ['/v1/articles/', '/v1/agencies/', '/v1/media/', '/problems/'])
      expect((await house.client.get(url + 'a'.repeat(201))).statusCode).toBe(414);
    expect((await house.client.get(`/v1/articles/${'a'.repeat(200)}`)).statusCode).toBe(404);
  });

  it('ignores keys', async () => {
    const house = await openHouse();
    const [without, withKey] = [
      await house.client.get(story),
      await house.client.get(story, { headers: { authorization: 'Bearer dl_x' } }),
    ];
    expect(withKey.body).toBe(without.body);
    expect(withKey.headers.vary).toBe('Accept-Encoding');
  });
});

describe('every address at the desk', () => {
  it('answers 401 to a stranger, whatever the method', async () => {
    const house = await openHouse();
    for (const url of deskAddresses(house)) {
      for (const method of everyMethod) {
        const answer = await house.client.request(method, url, { outsideContract: true });
        expect([url, method, answer.statusCode]).toEqual([url, method, 401]);
        expect(answer.headers['www-authenticate']).toMatch(/^Bearer /);
        expect(answer.headers.allow).toBeUndefined();
        expect(answer.headers['access-control-allow-origin']).toBeUndefined();
      }
    }
  });

  it('knows no other method than it says to whoever has a key', async () => {
    const house = await openHouse();
    const headers = await house.keyFor('admin');
    const { paths } = documentOf(house.app);
    const { templateOf } = readContract(documentOf(house.app));
    for (const url of deskAddresses(house)) {
      const known = Object.keys(paths[templateOf(url.split('?')[0]!)!]!).map((method) =>
        method.toUpperCase(),
      );
      if (known.includes('GET')) known.push('HEAD');
      for (const method of everyMethod.filter((one) => !known.includes(one))) {
        const answer = await house.client.request(method, url, { headers });
        expect([url, method, answer.statusCode]).toEqual([url, method, 405]);
        expect(answer.headers.allow).toBe([...known, 'OPTIONS'].sort().join(', '));
      }
    }
  });
});

describe('a PATCH', () => {
  const types = 'application/merge-patch+json, application/json';

  it('is told in which types it is taken: by OPTIONS, and where it is refused', async () => {
    const house = await openHouse();
    const headers = await house.keyFor('admin');
    const options = { headers, outsideContract: true };
    const url = '/v1/desk/topics/nato';
    expect((await house.client.request('OPTIONS', url, options)).headers['accept-patch']).toBe(types);
    const list = await house.client.request('OPTIONS', '/v1/desk/topics', options);
    expect(list.headers).not.toHaveProperty('accept-patch');
    const asText = { headers: { ...headers, 'content-type': 'text/plain' }, body: 'name' };
    const refused = await house.client.request('PATCH', url, asText);
    expect([refused.statusCode, refused.headers['accept-patch']]).toEqual([415, types]);
    const post = await house.client.request('POST', '/v1/desk/topics', asText);
    expect(post.headers).not.toHaveProperty('accept-patch');
  });
});

describe('a read at the desk', () => {
  it('is answered whole, whatever is known: its tags are revisions, for changes', async () => {
    const house = await openHouse();
    const headers = { ...(await house.keyFor('admin')) };
    const { etag } = (await house.client.get('/v1/desk/topics/nato', { headers })).json();
    for (const known of [etag, '*']) {
      const asking = { headers: { ...headers, 'if-none-match': known } };
      const answer = await house.client.get('/v1/desk/topics/nato', asking);
      expect([answer.statusCode, answer.json().etag]).toEqual([200, etag]);
    }
  });
});

describe('tags and dates', () => {
  it('change when a caption is mended, for the story and for its picture', async () => {
    const house = await openHouse();
    const urls = [story, `/v1/media/${picture}`, '/v1/articles?topic=nato'];
    const before = await Promise.all(urls.map((url) => house.client.get(url)));
    house.clock.advance(60_000);
    await house.play((work) =>
      captionMedia(work, picture, 'en', { caption: 'Mended.', altText: 'Grey.' }, isPublicMedia),
    );
    for (const [index, url] of urls.entries()) {
      const after = await house.client.get(url);
      expect(after.headers.etag).not.toBe(before[index]!.headers.etag);
      expect(after.headers['last-modified']).toBe('Mon, 23 Nov 2026 12:01:00 GMT');
    }
  });

  it('stay when something else changes', async () => {
    const house = await openHouse();
    const before = await house.client.get(story);
    house.clock.advance(60_000);
    await givenStory(house, { headline: 'Another' });
    const after = await house.client.get(story);
    expect(after.headers.etag).toBe(before.headers.etag);
    expect(after.headers['last-modified']).toBe(before.headers['last-modified']);
  });

  it('do not answer 304 by date: a story that lost a topic within the second has changed all the same', async () => {
    const house = await openHouse();
    const before = await house.client.get(story);
    const topic = before.json().topics[0].id;
    await house.play((work) => patchRecord(work, topicType, topic, { hidden: true }));
    const headers = { 'if-modified-since': String(before.headers['last-modified']) };
    const after = await house.client.get(story, { headers });
    expect(after.statusCode).toBe(200);
    expect(after.json().topics).not.toContainEqual(expect.objectContaining({ id: topic }));
    expect(Date.parse(String(after.headers['last-modified']))).toBeGreaterThanOrEqual(
      Date.parse(String(before.headers['last-modified'])),
    );
  });
});
