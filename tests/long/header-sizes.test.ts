import { once } from 'node:events';
import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { givenPicture, givenStory, givenTopic } from '../support/given.ts';
import { openHouse, type House } from '../support/house.ts';
import { listen } from '../support/listening.ts';
import { hasNginx, nginxBefore } from '../support/nginx.ts';

const locales = 'ar bg cs da de el es et fi fr he hi hu id it ja ko nl pl pt ro ru sv'.split(' ');
const mostBytes = 4096;

/** Stories as large as they come, and the addresses whose answers have the most to say in headers. */
async function wideHouse(cacheTag = false): Promise<{ house: House; urls: string[] }> {
  const house = await openHouse({ seed: 'none', cacheTag });
  const original = await givenStory(house, { headline: 'A long headline of a story '.repeat(5) });
  for (const locale of locales)
    await givenStory(house, { headline: `In ${locale}`, locale, translationOf: original });
  const ids: string[] = [];
  for (let n = 0; n < 100; n += 1) {
    const topics = [
      await givenTopic(house, { name: `Topic ${n}` }),
      await givenTopic(house, { name: `Other ${n}` }),
    ];
    const leadMedia = n % 5 === 0 ? { media: await givenPicture(house) } : undefined;
    ids.push(await givenStory(house, { headline: `Story ${n}`, topics, ...(leadMedia && { leadMedia }) }));
  }
  const urls = [
    `/v1/articles/${original}`,
    '/v1',
    '/v1/articles?limit=20',
    '/v1/articles?limit=100&include=body',
    `/v1/articles?limit=100&ids=${ids.join(',')}`,
    `/v1/articles?limit=2&ids=${ids.slice(0, 10).join(',')}`,
    '/v1/articles?locale=ja',
    '/v1/topics?limit=100',
    '/v1/media?limit=100',
    '/v1/search?q=story&limit=100',
    '/feeds/rss.xml',
    '/feeds/ninjs.json',
    '/v1/articles/',
    '/docs',
    '/nowhere',
  ];
  return { house, urls };
}

/** The status, and the bytes of the status line and all headers. */
async function headOf(base: string, url: string): Promise<{ status: number; bytes: number }> {
  const headers = { origin: 'https://front-end.example', 'accept-encoding': 'br' };
  const sent = request(base + url, { headers }).end();
  const [answer] = (await once(sent, 'response')) as [import('node:http').IncomingMessage];
  answer.resume();
  await once(answer, 'end');
  const lines = answer.rawHeaders.map((part, index) => part + (index % 2 === 0 ? ': ' : '\r\n'));
  const statusLine = `HTTP/1.1 ${answer.statusCode} ${answer.statusMessage}\r\n`;
  return { status: answer.statusCode!, bytes: Buffer.byteLength(`${statusLine + lines.join('')}\r\n`) };
}

describe('the headers of any answer', () => {
  it.each([false, true])(
    'together take less than the 4 kB that proxies take (Cache-Tag: %s)',
    async (cacheTag) => {
      const { house, urls } = await wideHouse(cacheTag);
      const base = await listen(house.app);
      const heads = await Promise.all(urls.map(async (url) => ({ url, ...(await headOf(base, url)) })));
      expect(heads.filter(({ bytes }) => bytes > mostBytes)).toEqual([]);
    },
  );

  it.skipIf(!hasNginx())('pass nginx with its defaults', async () => {
    const { house, urls } = await wideHouse();
    const base = await listen(house.app);
    const proxy = await nginxBefore(base);
    for (const url of urls) {
      const [{ status }, passed] = [await headOf(base, url), await headOf(proxy, url)];
      expect([url, passed.status]).toEqual([url, status]);
    }
  });
});
