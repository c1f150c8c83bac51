import { describe, expect, it } from 'vitest';
import { openHouse } from '../../support/house.ts';
import { givenStory, givenTopic } from '../../support/given.ts';
import { faultsOf, slugsAt, walk } from '../../support/walk.ts';
import { furnishedHouse } from './furnished.ts';

describe('the pages of GET /v1/articles', () => {
  it.each(['-publishedAt', 'publishedAt', '-updatedAt', 'updatedAt'])(
    'show every story once, sorted by %s, also where moments are equal',
    async (sort) => {
      const house = await openHouse({ seed: 'none' });
      await givenTopic(house, { name: 'NATO' });
      await givenTopic(house, { name: 'G7' });
      for (const day of [1, 1, 1, 2, 2, 3, 4, 4, 4, 4, 5]) {
        await givenStory(house, {
          publishedAt: `2022-06-0${day}T12:00:00Z`,
          topics: day % 2 ? ['nato'] : ['nato', 'g7'],
        });
      }
      for (const filter of ['', '&topic=nato', '&topic=nato,g7', '&kind=story,brief']) {
        const url = `/v1/articles?sort=${sort}${filter}`;
        const [whole] = await walk(house, `${url}&limit=100`);
        expect(new Set(whole).size).toBe(11);
        for (const limit of [1, 2, 3, 11]) {
          const pages = await walk(house, `${url}&limit=${limit}`);
          expect(pages.flat()).toEqual(whole);
          expect(pages).toHaveLength(Math.ceil(11 / limit));
        }
      }
    },
  );

  it('keep their place when a story goes out meanwhile', async () => {
    const house = await furnishedHouse();
    const { page } = (await house.client.get('/v1/articles?limit=2')).json();
    await givenStory(house, { headline: 'Friday' });
    expect(await slugsAt(house, `/v1/articles?limit=2&cursor=${page.next}`)).toEqual(['tuesday', 'monday']);
  });

  it('may change their size on the way', async () => {
    const house = await furnishedHouse();
    const { page } = (await house.client.get('/v1/articles?limit=1')).json();
    expect(await slugsAt(house, `/v1/articles?limit=100&cursor=${page.next}`)).toEqual([
      'wednesday',
      'tuesday',
      'monday',
    ]);
  });

  it('refuse a cursor of other filters, of another sort and of another list', async () => {
    const house = await furnishedHouse();
    const { next } = (await house.client.get('/v1/articles?limit=1')).json().page;
    for (const url of [
      '/v1/articles?kind=story',
      '/v1/articles?sort=publishedAt',
      '/v1/agencies?limit=1',
      '/v1/corrections?limit=1',
    ]) {
      const answer = await house.client.get(`${url}&cursor=${next}`);
      expect(answer.statusCode).toBe(400);
      expect(faultsOf(answer.json())['cursor']).toContain('another');
    }
  });

  it('refuse a cursor that was tampered with', async () => {
    const house = await furnishedHouse();
    const { next } = (await house.client.get('/v1/articles?limit=1')).json().page;
    const swapped = next.startsWith('W') ? 'X' : 'W';
    for (const cursor of [
      '',
      'x',
      '.',
      'e30.x',
      `${swapped}${next.slice(1)}`,
      next.slice(0, -1),
      `${next}A`,
      `${next}.A`,
      next.replace('.', '=.'),
      encodeURIComponent('岸田'),
    ]) {
      const answer = await house.client.get(`/v1/articles?limit=1&cursor=${cursor}`);
      expect([cursor, answer.statusCode]).toEqual([cursor, 400]);
      expect(faultsOf(answer.json())).toHaveProperty('cursor');
    }
  });
});
