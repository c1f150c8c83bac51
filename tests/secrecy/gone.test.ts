import { describe, expect, it } from 'vitest';
import { givenPicture } from '../support/given.ts';
import { deskOf } from '../support/desk.ts';
import { openHouse } from '../support/house.ts';

describe('a story that is taken back while readers have it', () => {
  it.each([
    ['unpublish', 404, { reason: 'A reason.' }],
    ['expire', 410, { reason: 'A reason.' }],
    ['withdraw', 410, { reason: 'A reason.', notice: 'A notice.' }],
    ['kill', 410, { reason: 'A reason.', notice: 'A notice.' }],
    ['consolidate', 301, { reason: 'A reason.', into: 'when-to-see-the-august-meteors' }],
  ] as const)(
    'is gone from everywhere at the next request after %s, and never 304',
    async (action, status, body) => {
      const house = await openHouse();
      const desk = await deskOf(house, 'chief');
      const picture = await givenPicture(house);
      const { id, slug } = await desk.create({ headline: 'Soon gone', leadMedia: { media: picture } });
      await desk.act(id, 'publish', {});
      await desk.patch(id, { standfirst: 'Corrected.' });
      await desk.act(id, 'publish', { change: { kind: 'correction', text: 'A correction of it.' } });

      const [{ src }] = (await house.client.get(`/v1/media/${picture}`)).json<{
        renditions: [{ src: string }];
      }>().renditions;
      const own = [
        `/v1/articles/${id}`,
        `/v1/articles/${slug}`,
        `/v1/articles/${slug}?body=html`,
        `/v1/articles/${id}/ninjs`,
        `/v1/articles/${id}/jsonld`,
        `/v1/articles/${id}/similar`,
      ];
      const media = [`/v1/media/${picture}`];
      const lists = [
        '/v1/articles',
        `/v1/articles?ids=${id}`,
        '/v1/articles?include=body',
        '/v1/search?q=soon+gone',
        '/v1/search?q=go*&sort=-publishedAt',
        '/v1/corrections',
        ...['rss.xml', 'atom.xml', 'feed.json', 'ninjs.json'].flatMap((file) => [
          `/feeds/${file}`,
          `/feeds/locales/en/${file}`,
        ]),
        '/feeds/news-sitemap.xml',
      ];
      const sitemap = '/sitemaps/2026-11.xml';
      expect((await house.client.get(sitemap)).body).toContain(slug);
      const tags = new Map<string, string>();
      for (const url of [...own, ...media, ...lists]) {
        const { statusCode, headers } = await house.client.get(url);
        expect(statusCode, url).toBe(200);
        tags.set(url, String(headers['etag']));
        const known = { 'if-none-match': tags.get(url)! };
        expect((await house.app.inject({ url, headers: known })).statusCode, url).toBe(304);
      }

      await desk.act(id, action, body);
      function again(url: string) {
        return house.client.get(url, { headers: { 'if-none-match': tags.get(url) ?? '*' } });
      }
      for (const url of own) expect((await again(url)).statusCode, url).toBe(status);
      for (const url of [...media, new URL(src).pathname])
        expect((await again(url)).statusCode, url).toBe(404);
      // It was the only story of its month.
      expect((await house.client.get(sitemap)).statusCode).toBe(404);
      for (const url of lists) {
        const answer = await again(url);
        expect(answer.statusCode, url).toBe(200);
        expect(answer.body, url).not.toContain(id);
        // Feeds and sitemaps name no ids: there it is the address that must be gone.
        expect(answer.body, url).not.toContain(slug);
        expect(answer.body, url).not.toContain('A correction of it.');
      }
    },
  );
});
