import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { houseToRead, openHouse, type House } from '../support/house.ts';
import { faultsOf } from '../support/walk.ts';

/** The head of the answer to a GET of exactly this target. */
async function headOf(house: House, target: string): Promise<string> {
  const { port } = new URL(await house.app.listen({ host: '127.0.0.1', port: 0 }));
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), '127.0.0.1', () =>
      socket.write(`GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`),
    );
    let text = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    socket.on('error', reject).on('close', () => resolve(text.split('\r\n\r\n')[0]!));
  });
}

describe('a host in the request line', () => {
  it('is never repeated in Link', async () => {
    const head = await headOf(await openHouse(), 'http://evil.example/v1/articles?limit=1');
    expect(head).toMatch(/^HTTP\/1\.1 200/);
    expect(head).toMatch(/^link: <\/v1\/articles\?limit=1>; rel="first", <\/v1\/articles\?limit=1&cursor=/im);
    expect(head).not.toContain('evil');
  });
});

describe('what is said of a parameter', () => {
  const empty = houseToRead((furnishing) => openHouse({ seed: 'none', ...furnishing }));

  it.each([
    ['section=', 'section', 'section: item 1 must have at least 1 character'],
    ['locale=en,xx_YY', 'locale', 'locale: item 2 must be a language tag like en, en-GB or ja'],
    [
      'publishedFrom=2022-06-04T12:00:00+02:00',
      'publishedFrom',
      'publishedFrom must be an RFC 3339 time with its offset, like 2022-06-04T12:00:00Z; write + as %2B',
    ],
  ])('names it in %s', async (query, parameter, detail) => {
    const answer = await empty().client.get(`/v1/articles?${query}`);
    expect(faultsOf(answer.json())).toEqual({ [parameter]: detail });
  });
});

describe('an address that ends in a slash', () => {
  const empty = houseToRead((furnishing) => openHouse({ seed: 'none', ...furnishing }));

  it.each(['/v1/', '/v1/articles/?limit=2', '/v1/agencies/', '/problems/'])(
    'leads to the one without: %s',
    async (url) => {
      const answer = await empty().client.get(url, { outsideContract: true });
      expect([answer.statusCode, answer.headers.location]).toEqual([301, url.replace(/\/(?=$|\?)/, '')]);
    },
  );

  it('leads a write there with its method, once its key is known', async () => {
    const house = await openHouse({ seed: 'none' });
    const sent = { outsideContract: true, body: { headline: 'A', bodyText: 'B.' } };
    const refused = await house.client.request('POST', '/v1/desk/articles/', sent);
    expect([refused.statusCode, refused.headers.location]).toEqual([401, undefined]);
    const headers = await house.keyFor('editor');
    const { statusCode, headers: told } = await house.client.request('POST', '/v1/desk/articles/', {
      ...sent,
      headers,
    });
    expect([statusCode, told.location]).toEqual([308, '/v1/desk/articles']);
  });
});
