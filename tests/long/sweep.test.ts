import { describe, expect, it } from 'vitest';
import { openHouse } from '../support/house.ts';
import { everyAddress } from '../secrecy/addresses.ts';
import { mark, markedRecords, markedStory } from '../secrecy/marked.ts';
import { markedPicture, markingDesk } from '../secrecy/marking-desk.ts';
import { differences, leaks, plainRequests, sweep } from '../secrecy/sweep.ts';

describe('the sweep', () => {
  it('finds a secret that went out, wherever it stands', async () => {
    const house = await openHouse();
    const desk = await markingDesk(house);
    const picture = await markedPicture(house, desk, 'public');
    const id = await desk.create('/articles', {
      ...markedStory('public', { picture }),
      slug: 'a-story',
      deskNote: 'Nothing.',
    });
    expect(leaks(await sweep(house, plainRequests(await everyAddress(house))), mark)).toEqual([]);
    await desk.act(id, 'publish', {});
    const found = leaks(await sweep(house, plainRequests(await everyAddress(house))), mark);
    for (const url of [
      '/v1/articles',
      '/v1/articles/a-story',
      `/v1/articles/${id}?body=html`,
      `/v1/media/${picture}`,
    ])
      expect(
        found.filter((leak) => leak.startsWith(`GET ${url} {}`)),
        url,
      ).toHaveLength(1);
  });

  it('notices one publication by tags, times, counts and cursors', async () => {
    const house = await openHouse();
    const desk = await markingDesk(house);
    const id = await desk.create('/articles', { headline: 'A story', bodyText: 'One paragraph.' });
    const requests = plainRequests(await everyAddress(house));
    const before = await sweep(house, requests);
    house.clock.advance(1000);
    await desk.act(id, 'publish', {});
    const noticed = differences(before, await sweep(house, requests)).join('\n');
    for (const url of ['/v1/articles', '/v1/articles?count=true', '/v1/articles?limit=3'])
      expect(noticed).toContain(`GET ${url}`);
  });

  it('plants every field that a story or a record can have', async () => {
    const house = await openHouse();
    const { schemas } = (house.app.contract() as { components: { schemas: Record<string, Schema> } })
      .components;
    const picture = 'media';
    const records = markedRecords('any', { picture });
    // What holds no text of its own, or another form of one that is planted.
    const untold = [
      'body',
      'bodyMarkdown',
      'bodyHtml',
      'digitalSourceType',
      'locale',
      'translationOf',
      'breakingUntil',
      'embargoUntil',
      'sourcePublishedAt',
      'hidden',
      'requiresApproval',
      'publish',
    ];
    for (const [schema, planted] of [
      ['ArticleIn', markedStory('any', { picture })],
      ['AgencyIn', records.agencies],
      ['BylineIn', records.bylines],
      ['SectionIn', records.sections],
      ['TopicIn', records.topics],
    ] as const) {
      const fields = fieldsOf(schemas, schema).filter((field) => !untold.includes(field));
      expect(Object.keys(planted).toSorted(), schema).toEqual(fields.toSorted());
    }
  });
});

type Schema = { properties?: object; allOf?: { $ref: string }[] };

/** The fields of a schema, and of those that it extends. */
function fieldsOf(schemas: Record<string, Schema>, name: string): string[] {
  const { properties = {}, allOf = [] } = schemas[name]!;
  return [
    ...Object.keys(properties),
    ...allOf.flatMap(({ $ref }) => fieldsOf(schemas, $ref.split('/').at(-1)!)),
  ];
}
