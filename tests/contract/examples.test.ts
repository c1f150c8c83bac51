import { describe, expect, it } from 'vitest';
import { documentOf } from '../support/contract.ts';
import { openHouse } from '../support/house.ts';

const story = '/v1/articles/japans-kishida-considers-joining-nato-summit-sources';

/** Where what a shape's example shows is served. */
const served: [shape: string, url: string, at?: (answer: any) => unknown][] = [
  ['Article', story],
  ['ArticleSummary', '/v1/articles?topic=summits&agency=reuters', ({ data }) => data[0]],
  ['Credit', story, ({ bylines }) => bylines[0]],
  ['Attribution', story, ({ attributions }) => attributions[4]],
  ['Agency', '/v1/agencies/reuters'],
  ['AgencyRef', '/v1/agencies/reuters'],
  ['Byline', '/v1/bylines/reuters'],
  ['Section', '/v1/sections/asia-pacific'],
  ['SectionRef', story, ({ section }) => section],
  ['Topic', '/v1/topics/nato'],
  ['TopicRef', '/v1/topics/nato'],
  ['Picture', story, ({ leadMedia }) => leadMedia],
  [
    'Rendition',
    `${story}?include=renditions`,
    ({ leadMedia }) => leadMedia.renditions.find(({ name }: any) => name === 'md'),
  ],
  ['Caption', '/v1/media/media_01g4q22g00epn9j77xa3hcy7rk', ({ captions }) => captions[1]],
  ['Subject', story, ({ subjects }) => subjects[0]],
  ['StoryRef', story],
  ['Alert', '/v1/alerts', ({ data }) => data[0]],
  ['Tombstone', '/v1/articles/clock-tower-to-be-moved', ({ tombstone }) => tombstone],
  ['Correction', '/v1/corrections', ({ data }) => data[0]],
  ['Health', '/health/live'],
];

/** Moments and ids that each newsroom makes for itself. */
const ownToEach: Record<string, string[]> = { Tombstone: ['at'], Correction: ['id', 'at'] };

describe('the examples of the contract', () => {
  it.each(served)('%s is as %s serves it', async (shape, url, at = (answer) => answer) => {
    const house = await openHouse();
    const { schemas } = documentOf(house.app).components;
    const [example] = schemas[shape]!.examples as [Record<string, unknown>];
    const shown = Object.fromEntries(
      Object.entries(example).filter(([name]) => !ownToEach[shape]?.includes(name)),
    );
    expect(differences(shown, at((await house.client.get(url)).json()))).toEqual([]);
  });

  it('would be found out', () => {
    expect(differences({ name: 'Reuters', kinds: ['b', 'a'] }, { name: 'Kyodo', kinds: ['a', 'b'] })).toEqual(
      ['/name', '/kinds/1'],
    );
    expect(differences({ a: [1, 3] }, { a: [1, 2, 3], b: 1 })).toEqual([]);
  });
});

/** Where an example shows what is not served. It may show less: fewer fields, and of a list some, in their order. */
function differences(example: unknown, actual: unknown, path = ''): string[] {
  if (Array.isArray(example) && Array.isArray(actual)) {
    let from = 0;
    return example.flatMap((item, index) => {
      const found = actual.findIndex((one, place) => place >= from && differences(item, one).length === 0);
      if (found < 0) return [`${path}/${index}`];
      from = found + 1;
      return [];
    });
  }
  if (typeof example !== 'object' || example === null) return example === actual ? [] : [path];
  if (typeof actual !== 'object' || actual === null) return [path];
  return Object.entries(example).flatMap(([name, value]) =>
    differences(value, (actual as Record<string, unknown>)[name], `${path}/${name}`),
  );
}
