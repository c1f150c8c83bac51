import { describe, expect, it } from 'vitest';
import { surrogateKeyOf } from '../../../src/foundation/http/answer/surrogate-keys.ts';
import { bylineType } from '../../../src/library/bylines/record-type.ts';
import { patchRecord } from '../../../src/library/records/patch.ts';
import { changesOn } from '../../support/at-desk.ts';
import { deskOf } from '../../support/desk.ts';
import { givenByline, givenCopy, givenPicture, givenStory } from '../../support/given.ts';
import { openHouse, type House } from '../../support/house.ts';

async function keysOfLast(house: House, thing: string): Promise<string[]> {
  return (await changesOn(house, thing)).at(-1)!.keys;
}

describe('the keys of a change', () => {
  it('name the stories that show one which comes out: related, linking, translated', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'editor');
    const draft = await givenCopy(house, { headline: 'Draft' });
    const naming = await givenStory(house, {
      headline: 'Naming',
      related: [{ relation: 'background', article: draft }],
    });
    const original = await givenStory(house, { headline: 'Original' });
    const french = await givenStory(house, { headline: 'Fr', locale: 'fr', translationOf: original });
    const german = await givenStory(house, { headline: 'De', locale: 'de', translationOf: original });
    await desk.act(draft, 'publish', {});
    expect(await keysOfLast(house, draft)).toContain(surrogateKeyOf(naming));
    expect(await keysOfLast(house, german)).toEqual(
      expect.arrayContaining([original, french].map(surrogateKeyOf)),
    );
  });

  it('name every answer when something hidden is shown again, which no answer names', async () => {
    const house = await openHouse({ seed: 'none' });
    const portrait = await givenPicture(house);
    const byline = await givenByline(house, { portrait });
    const id = await givenStory(house, { bylines: [{ byline, role: 'author' }] });
    for (const hidden of [true, false]) {
      await house.play((work) => patchRecord(work, bylineType, byline, { hidden }));
      const keys = await keysOfLast(house, byline);
      expect(keys).toEqual(expect.arrayContaining([byline, portrait].map(surrogateKeyOf)));
      expect(keys.includes('all')).toBe(!hidden);
    }
    for (const address of [`/v1/articles/${id}`, '/v1/corrections', `/v1/media/${portrait}`])
      expect(String((await house.client.get(address)).headers['surrogate-key']).split(' ')).toContain('all');
  });

  it('are carried by formats that name no ids', async () => {
    const house = await openHouse({ seed: 'none' });
    const byline = await givenByline(house);
    const id = await givenStory(house, { bylines: [{ byline, role: 'author' }] });
    const card = `/oembed?url=${encodeURIComponent(`http://localhost:3000/v1/articles/${id}`)}`;
    for (const address of [`/v1/articles/${id}/ninjs`, `/v1/articles/${id}/jsonld`, card])
      expect(String((await house.client.get(address)).headers['surrogate-key']).split(' ')).toEqual(
        expect.arrayContaining([id, byline].map(surrogateKeyOf)),
      );
  });
});
