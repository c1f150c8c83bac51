import { describe, expect, it } from 'vitest';
import { type House, openHouse } from '../support/house.ts';
import { everyAddress } from './addresses.ts';
import { mark, markedRecords, markedStory } from './marked.ts';
import { markedPicture, markingDesk } from './marking-desk.ts';
import { plantSecrets } from './secrets.ts';
import { differences, everyRequest, leaks, plainRequests, sweep, type Asked } from './sweep.ts';
import { writeInSecret } from './write-in-secret.ts';

/** A sweep is thousands of requests. */
const timeout = 180_000;

describe('what the desk keeps to itself', () => {
  it('stands in no public answer, whoever asks and however', { timeout }, async () => {
    const house = await openHouse();
    await plantSecrets(house);
    const requests = await everyRequest(house, await everyAddress(house));
    const told = await sweep(house, requests);
    expect(told.length).toBeGreaterThan(1000);
    expect(leaks(told, mark)).toEqual([]);
  });

  it('is to those who ask for it by name as if it had never been', { timeout }, async () => {
    const house = await openHouse();
    const names = await plantSecrets(house);
    for (const name of names) {
      // Of the same form, and of nothing: whatever an answer says back is as long.
      const unknown = name.includes('_') ? name.replace(/.{4}$/, '0000') : name.replace(mark, 'zqnobody');
      expect(unknown).not.toBe(name);
      const told = await Promise.all(
        [name, unknown].map(async (asked) => sweep(house, requestsFor(await addressesOf(house, asked)))),
      );
      const [secret, never] = told.map((answers, index) =>
        answers.map(({ asked, answer }) =>
          `${asked} → ${answer}`.replaceAll([name, unknown][index]!, 'NAME'),
        ),
      );
      expect(secret!.length).toBeGreaterThan(4);
      expect(secret).toEqual(never);
    }
  });

  it('moves no tag, no time, no count and no cursor when it changes', { timeout }, async () => {
    const house = await openHouse();
    await plantSecrets(house);
    const requests = await everyRequest(house, await everyAddress(house));
    const before = await sweep(house, requests);
    const changed = await writeInSecret(house);
    expect(changed).toBeGreaterThan(20);
    const after = await sweep(house, requests);
    expect(differences(before, after)).toEqual([]);
    expect(leaks(after, mark)).toEqual([]);
  });
});

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
    const { schemas } = (
      house.app.swagger() as { components: { schemas: Record<string, { properties: object }> } }
    ).components;
    const picture = 'media';
    const records = markedRecords('any', { picture });
    // What holds no text of its own, or another form of one that is planted.
    const untold = [
      'body',
      'bodyMarkdown',
      'bodyHtml',
      'locale',
      'translationOf',
      'breakingUntil',
      'embargoUntil',
      'hidden',
    ];
    for (const [schema, planted] of [
      ['ArticleIn', markedStory('any', { picture })],
      ['AgencyIn', records.agencies],
      ['BylineIn', records.bylines],
      ['SectionIn', records.sections],
      ['TopicIn', records.topics],
    ] as const) {
      const fields = Object.keys(schemas[schema]!.properties).filter((field) => !untold.includes(field));
      expect(Object.keys(planted).toSorted(), schema).toEqual(fields.toSorted());
    }
  });
});

/** Every public address that takes an id or a slug. */
async function addressesOf(house: House, name: string): Promise<string[]> {
  const addresses = await everyAddress(house, [name]);
  return addresses.filter((url) => url.includes(encodeURIComponent(name)));
}

function requestsFor(urls: string[]): Asked[] {
  const headers: Record<string, string>[] = [{}, { 'if-none-match': '"r1"' }, { 'if-none-match': '*' }];
  return urls.flatMap((url) => headers.map((header) => ({ method: 'GET', url, headers: header })));
}
