import { describe, expect, it } from 'vitest';
import { givenStory } from '../../support/given.ts';
import { type Furnishing, type House, houseToRead, openHouse } from '../../support/house.ts';

/** Stories of about 400 kB of text each. */
async function openLongStories(furnishing: Pick<Furnishing, 'atEnd'>): Promise<House> {
  const house = await openHouse({ seed: 'none', ...furnishing });
  const bodyText = Array.from({ length: 400 }, () => 'words '.repeat(160)).join('\n\n');
  for (let n = 0; n < 5; n += 1) {
    house.clock.advance(1000);
    await givenStory(house, { headline: `Long ${n}`, bodyText });
  }
  return house;
}

describe('whole stories that are long', () => {
  const longStories = houseToRead(openLongStories);

  it.each(['', '&locale=en,ja', '&body=markdown', '&sort=publishedAt'])(
    'fill a page before its limit, and the next pages have the rest%s',
    async (query) => {
      const house = longStories();
      const slugs: string[][] = [];
      for (let cursor = ''; ;) {
        const answer = await house.client.get(`/v1/articles?include=body&limit=20${query}${cursor}`);
        expect(answer.rawPayload.length).toBeLessThan(2_000_000);
        const { data, page } = answer.json();
        slugs.push(data.map(({ slug }: { slug: string }) => slug));
        expect(page.limit).toBe(20);
        if (page.next === undefined) break;
        cursor = `&cursor=${encodeURIComponent(page.next)}`;
      }
      expect(slugs.map(({ length }) => length)).toEqual([2, 2, 1]);
      expect(new Set(slugs.flat()).size).toBe(5);
    },
  );

  it('leave a page of summaries as long as it is', async () => {
    const house = longStories();
    expect((await house.client.get('/v1/articles?limit=20')).json().data).toHaveLength(5);
  });

  it.each(['rss.xml', 'atom.xml', 'feed.json', 'ninjs.json'])('are fewer in /feeds/%s', async (file) => {
    const house = longStories();
    const { payload, rawPayload } = await house.client.get(`/feeds/${file}`);
    expect(rawPayload.length).toBeLessThan(3_000_000);
    expect(payload).toContain('Long 4');
    expect(payload).toContain('Long 3');
    expect(payload).not.toContain('Long 2');
  });

  it('stand alone where one is longer than a page may be', async () => {
    const house = await openHouse({ seed: 'none' });
    const bodyText = Array.from({ length: 480 }, () => '\u65e5'.repeat(1000)).join('\n\n');
    await givenStory(house, { headline: 'Short' });
    house.clock.advance(1000);
    await givenStory(house, { headline: 'Too long', bodyText });
    const { data, page } = (await house.client.get('/v1/articles?include=body')).json();
    expect(data.map(({ slug }: { slug: string }) => slug)).toEqual(['too-long']);
    expect(page.next).toBeDefined();
  });
});
