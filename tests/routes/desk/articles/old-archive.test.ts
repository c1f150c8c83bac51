import { describe, expect, it } from 'vitest';
import { deskOf } from '../../../support/desk.ts';
import { openHouse } from '../../../support/house.ts';

const old = '1898-02-28T23:30:00.000Z';

describe('a story from before 1970', () => {
  it('keeps its date in the list, its order, search, feeds and sitemaps', async () => {
    const house = await openHouse({ seed: 'none' });
    const chief = await deskOf(house, 'chief');
    async function publish(headline: string, publishedAt: string) {
      const { id } = await chief.create({ headline, bodyText: 'About the harbour.' });
      expect((await chief.act(id, 'publish', { publishedAt })).statusCode).toBe(200);
      return id;
    }
    const ids = [
      await publish('Harbour opens', old),
      await publish('Harbour grows', '1969-12-31T23:59:59Z'),
      await publish('Harbour closes', '2022-06-04T12:00:00Z'),
    ];
    async function found(address: string) {
      const { data } = (await house.client.get(address)).json<{
        data: { id?: string; article?: { id: string } }[];
      }>();
      return data.map(({ id, article }) => id ?? article?.id);
    }
    expect(await found('/v1/articles?sort=publishedAt')).toEqual(ids);
    expect(await found('/v1/articles')).toEqual(ids.toReversed());
    expect(await found(`/v1/articles?publishedTo=${old}`)).toEqual(ids.slice(0, 1));
    expect(await found('/v1/search?q=harbour&sort=publishedAt')).toEqual(ids);
    expect(await found('/v1/search?q=harbour&sort=-publishedAt')).toEqual(ids.toReversed());
    const first = (await house.client.get(`/v1/articles?sort=publishedAt&limit=1`)).json();
    expect(await found(`/v1/articles?sort=publishedAt&limit=1&cursor=${first.page.next}`)).toEqual([ids[1]]);
    expect((await house.client.get(`/v1/articles/${ids[0]}`)).json().publishedAt).toBe(old);
    expect((await house.client.get('/feeds/rss.xml')).body).toContain('Mon, 28 Feb 1898 23:30:00 GMT');
    expect((await house.client.get('/feeds/atom.xml')).body).toContain(old);
    const index = (await house.client.get('/sitemap.xml')).body;
    const months = ['1898-02', '1969-12', '2022-06'];
    for (const [place, month] of months.entries()) {
      expect(index).toContain(`/sitemaps/${month}.xml`);
      const sitemap = await house.client.get(`/sitemaps/${month}.xml`);
      expect(sitemap.body.match(/<loc>/g)).toHaveLength(1);
      expect(sitemap.body).toContain(['opens', 'grows', 'closes'][place]);
    }
  });

  it('is refused from before 1700, with the limit', async () => {
    const house = await openHouse({ seed: 'none' });
    const chief = await deskOf(house, 'chief');
    const { id } = await chief.create();
    const refused = await chief.act(id, 'publish', { publishedAt: '1699-12-31T23:59:59Z' });
    expect([refused.statusCode, refused.json().errors]).toEqual([
      400,
      [{ pointer: '/publishedAt', detail: 'publishedAt must lie between 1700 and 9999' }],
    ]);
  });
});
