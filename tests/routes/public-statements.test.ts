import { describe, expect, it } from 'vitest';
import {
  givenAgency,
  givenAlert,
  givenByline,
  givenCopy,
  givenPicture,
  givenSection,
  givenStory,
  givenTopic,
  givenUpdate,
} from '../support/given.ts';
import { openHouse, type House } from '../support/house.ts';

/**
 * How often each public read asks the database when no answer is kept, and what for. Whoever needs one statement more
 * changes the number here in the same commit, and its sentence says why.
 */
const reads: [url: string, statements: number, why: string][] = [
  [
    '/v1/articles/whole',
    9,
    'The story by its slug; bylines, agencies, sections, topics, pictures, their captions, other stories and corrections.',
  ],
  [
    '/v1/articles/bare',
    3,
    'The story, its translations and corrections: what it does not name is not asked for.',
  ],
  [
    '/v1/articles/torn',
    4,
    'As bare; it names a story that is not there, so it is as new as the last public change.',
  ],
  ['/v1/articles/whole/ninjs', 9, 'As the story.'],
  ['/v1/articles/whole/jsonld', 9, 'As the story.'],
];

/** A story that names one of everything, one that names nothing, and one that names a story that is gone. */
async function filled(house: House): Promise<void> {
  const media = await givenPicture(house);
  const agency = await givenAgency(house, { name: 'Wire', logo: media });
  const byline = await givenByline(house, { name: 'Reporter', agency, portrait: media });
  const top = await givenSection(house, { name: 'World' });
  const section = await givenSection(house, { name: 'Europe', parent: top });
  const topic = await givenTopic(house, { name: 'Bridges' });
  const other = await givenStory(house, { headline: 'Other', topics: [topic] });
  const gone = await givenCopy(house, { headline: 'Gone' });
  const whole = {
    headline: 'Whole',
    agency,
    section,
    topics: [topic],
    bylines: [{ byline, role: 'author' as const }],
    leadMedia: { media },
    attributions: [{ role: 'supplier' as const, agency }],
    related: [{ relation: 'background' as const, article: other }],
  };
  const id = await givenStory(house, whole);
  await givenUpdate(house, id, { ...whole, bodyText: 'New.' });
  await givenStory(house, { headline: 'Bare' });
  await givenStory(house, { headline: 'Torn', related: [{ relation: 'background', article: gone }] });
  await givenAlert(house, { headline: 'Alert', article: id });
}

describe('a public read', () => {
  it('asks the database as often as is written here, and not at all for an answer that is kept', async () => {
    const house = await openHouse({ seed: 'none' });
    await filled(house);
    // The first one after a commit asks how things stand as well.
    await asked(house, '/v1');
    const counted: [string, number, number][] = [];
    for (const [url] of reads) counted.push([url, await asked(house, url), await asked(house, url)]);
    expect(counted).toEqual(reads.map(([url, statements]) => [url, statements, 0]));
  });

  it('asks twice more after a commit: for the last public change, and for what time will change next', async () => {
    const house = await openHouse({ seed: 'none' });
    await filled(house);
    expect(await asked(house, '/v1/articles/whole')).toBe(9 + 2);
    await givenCopy(house, { headline: 'A draft' });
    expect(await asked(house, '/v1/articles/whole')).toBe(2);
    await givenTopic(house, { name: 'Tunnels' });
    expect(await asked(house, '/v1/articles/whole')).toBe(9 + 2);
  });
});

describe('a second in which nothing is due', () => {
  it('costs one statement', async () => {
    const house = await openHouse();
    house.queries.length = 0;
    await house.catchUp();
    expect(house.queries).toHaveLength(1);
  });
});

async function asked(house: House, url: string): Promise<number> {
  house.queries.length = 0;
  expect([url, (await house.client.get(url)).statusCode]).toEqual([url, 200]);
  return house.queries.length;
}
