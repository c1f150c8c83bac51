import { describe, expect, it } from 'vitest';
import {
  givenAgency,
  givenAlert,
  givenByline,
  givenPicture,
  givenSection,
  givenStory,
  givenTopic,
  givenUpdate,
} from '../support/given.ts';
import { openHouse, type House } from '../support/house.ts';

/** As many rows of every kind, each with all that it can embed. */
async function filled(house: House, from: number, to: number): Promise<void> {
  for (let n = from; n < to; n += 1) {
    const media = await givenPicture(house);
    const agency = await givenAgency(house, { name: `Agency ${n}`, logo: media });
    const byline = await givenByline(house, { name: `Byline ${n}`, agency, portrait: media });
    const section = await givenSection(house, {
      name: `Section ${n}`,
      ...(n > from && { parent: `section-${n - 1}` }),
    });
    const topic = await givenTopic(house, { name: `Topic ${n}` });
    const other = await givenStory(house, { headline: `Other ${n}` });
    const id = await givenStory(house, {
      headline: `Story ${n}`,
      agency,
      section,
      topics: [topic],
      bylines: [{ byline, role: 'author' }],
      leadMedia: { media },
      attributions: [{ role: 'supplier', agency }],
      related: [{ relation: 'background', article: other }],
    });
    await givenUpdate(house, id, {
      headline: `Story ${n}`,
      bodyText: 'New.',
      agency,
      section,
      topics: [topic],
      bylines: [{ byline, role: 'author' }],
      leadMedia: { media },
      related: [{ relation: 'background', article: other }],
    });
    await givenAlert(house, { headline: `Alert ${n}`, article: id });
  }
}

const lists = [
  '/v1/articles?limit=100',
  '/v1/articles?limit=100&include=body',
  '/v1/articles?limit=100&count=true&kind=story,brief',
  '/v1/agencies?limit=100',
  '/v1/bylines?limit=100',
  '/v1/sections?limit=100',
  '/v1/topics?limit=100',
  '/v1/corrections?limit=100',
  '/v1/alerts',
];

describe('every list', () => {
  it('asks the database as often for many rows as for one', async () => {
    const house = await openHouse({ seed: 'none' });
    await filled(house, 0, 2);
    const few = await count(house);
    await filled(house, 2, 40);
    expect(await count(house)).toEqual(few);
    for (const [url, statements] of Object.entries(few)) expect([url, statements <= 20]).toEqual([url, true]);
  });

  it('would be found out if it asked once per row', async () => {
    const house = await openHouse({ seed: 'none' });
    await filled(house, 0, 2);
    // Whoever reads first after a write asks how the edition stands as well.
    await house.client.get('/v1/bylines');
    house.queries.length = 0;
    const { data } = (await house.client.get('/v1/agencies')).json();
    const list = house.queries.length;
    for (const { slug } of data) await house.client.get(`/v1/agencies/${slug}`);
    expect(house.queries.length).toBeGreaterThan(list * 2);
  });
});

async function count(house: House): Promise<Record<string, number>> {
  const counted: Record<string, number> = {};
  // The first one after a commit asks what has changed as well.
  await house.client.get('/v1');
  for (const url of lists) {
    house.queries.length = 0;
    const { data } = (await house.client.get(url)).json();
    expect(data.length).toBeGreaterThan(1);
    counted[url] = house.queries.length;
  }
  return counted;
}
