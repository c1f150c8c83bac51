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
 * How many statements each public read takes, and what for, where its answer is not in the response cache but what it shows
 * of the library is kept. Whoever needs one more changes the number here in the same commit, and its sentence says why.
 */
const reads: [url: string, statements: number, why: string][] = [
  [
    '/v1/articles/whole',
    4,
    'The story by its slug, other stories, corrections, and the last public change: what it shows of the library is kept since then.',
  ],
  ['/v1/articles/whole?include=cards', 5, 'As the story; the rows of the other stories.'],
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
  ['/v1/articles/whole/ninjs', 4, 'As the story.'],
  ['/v1/articles/whole/jsonld', 4, 'As the story.'],
  ['/oembed?url=http://localhost:3000/v1/articles/whole', 2, 'As a story of a list, found by its slug.'],
  [
    '/v1/articles',
    3,
    'Keys, rows, and the last public change: what a summary shows of the library is kept since then.',
  ],
  ['/v1/articles?include=body', 5, 'As the list; other stories and corrections as well.'],
  ['/v1/articles?count=true&kind=story', 4, 'As the list, and how many there are.'],
  ['/v1/articles?section=world', 5, 'As the list; the section by its slug, and those below it.'],
  [
    '/v1/articles?section=europe&topic=bridges&byline=reporter&agency=wire',
    9,
    'As the list; four slugs, the sections below, and what was merged into any of the others.',
  ],
  [
    '/v1/search?q=whole',
    8,
    'Names by the word; how many match, in other forms as well, how common, weights, in headlines; rows, the last change.',
  ],
  [
    '/v1/search?q=bridges+wire&section=world&sort=-publishedAt',
    13,
    'As a list; its section and those below; names by both words, by each, their records by each, what was merged; how many match, in other forms as well; matches.',
  ],
  [
    '/v1/articles/whole/similar',
    9,
    'The story, its topics, what was merged into them; how common topic and word are, matches, weights; rows, the last change.',
  ],
  ['/v1/agencies', 4, 'Rows, their logos with captions, and the last public change.'],
  ['/v1/agencies/wire', 4, 'As the list.'],
  ['/v1/bylines', 5, 'Rows, their agencies, their portraits with captions, and the last public change.'],
  ['/v1/bylines/reporter', 5, 'As the list.'],
  ['/v1/sections', 3, 'The tree, those above, and the last public change.'],
  ['/v1/sections/europe', 3, 'As the list.'],
  ['/v1/topics', 2, 'Rows, and the last public change.'],
  ['/v1/topics/bridges', 2, 'As the list.'],
  ['/v1/corrections', 2, 'Corrections with the headlines of their stories, and the last public change.'],
  ['/v1/alerts', 2, 'Alerts with the headlines of their stories, and the last public change.'],
  [
    '/v1/media/{picture}',
    4,
    'The picture, its captions, whether anything public shows it, and the last public change.',
  ],
  ['/feeds/rss.xml', 7, 'As the list with bodies; what was taken back, and what ended, each with its limit.'],
  [
    '/feeds/sections/europe/feed.json',
    10,
    'As the feed; the section, once more as a filter, and those below it.',
  ],
  ['/sitemap.xml', 3, 'The months, those whose stories are elsewhere, and the last public change.'],
  ['/sitemaps/2026-11.xml', 3, 'Addresses, sections, and the last public change.'],
];

/** A story that names one of everything, one that names nothing, and one that names a story that is gone. */
async function filled(house: House): Promise<{ picture: string }> {
  const picture = await givenPicture(house);
  const agency = await givenAgency(house, { name: 'Wire', logo: picture });
  const byline = await givenByline(house, { name: 'Reporter', agency, portrait: picture });
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
    leadMedia: { media: picture },
    attributions: [{ role: 'supplier' as const, agency }],
    related: [{ relation: 'background' as const, article: other }],
  };
  const id = await givenStory(house, whole);
  await givenUpdate(house, id, { ...whole, bodyText: 'New.' });
  await givenStory(house, { headline: 'Bare' });
  await givenStory(house, { headline: 'Torn', related: [{ relation: 'background', article: gone }] });
  await givenAlert(house, { headline: 'Alert', article: id });
  return { picture };
}

describe('a public read', () => {
  it('asks the database as often as is written here, and not at all for an answer that is kept', async () => {
    const house = await openHouse({ seed: 'none' });
    const { picture } = await filled(house);
    // The first one after a commit asks how things stand as well, and for what stories show of the library.
    await asked(house, '/v1/articles/whole?ratio=1x1');
    const counted: [string, number, number][] = [];
    for (const [url] of reads) {
      const address = url.replace('{picture}', picture);
      counted.push([url, await asked(house, address), await asked(house, address)]);
    }
    expect(counted).toEqual(reads.map(([url, statements]) => [url, statements, 0]));
  });

  it('asks again after a commit: for the last public change, what it named, and what time will change next', async () => {
    const house = await openHouse({ seed: 'none' });
    await filled(house);
    expect(await asked(house, '/v1/articles/whole')).toBe(10 + 2);
    await givenCopy(house, { headline: 'A draft' });
    expect(await asked(house, '/v1/articles/whole')).toBe(2);
    await givenTopic(house, { name: 'Tunnels' });
    expect(await asked(house, '/v1/articles/whole')).toBe(3);
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
