import { describe, expect, it } from 'vitest';
import { unpublishArticle } from '../../../src/desk/release/unpublish.ts';
import { agencyType } from '../../../src/library/agencies/record-type.ts';
import { patchRecord } from '../../../src/library/records/patch.ts';
import { givenAgency, givenByline, givenCopy, givenPicture, givenStory } from '../../support/given.ts';
import { openHouse } from '../../support/house.ts';

const words = {
  captions: { en: { caption: 'A lectern.', altText: 'Lectern' }, ja: { caption: '演台。', altText: '演台' } },
};

describe('GET /v1/media/{media}', () => {
  it('gives a picture with its words in every language, on top those of the default', async () => {
    const house = await openHouse({ seed: 'none' });
    const media = await givenPicture(house, {
      ...words,
      creditLine: 'Reuters',
      place: 'Tokyo',
      contentCreated: '2022-05-24',
    });
    await givenStory(house, { leadMedia: { media } });
    expect((await house.client.get(`/v1/media/${media}`)).json()).toMatchObject({
      id: media,
      caption: 'A lectern.',
      captionLocale: 'en',
      creditLine: 'Reuters',
      place: 'Tokyo',
      contentCreated: '2022-05-24',
      captions: [
        { locale: 'en', caption: 'A lectern.', altText: 'Lectern', decorative: false },
        { locale: 'ja', caption: '演台。', altText: '演台', decorative: false },
      ],
      renditions: expect.arrayContaining([expect.objectContaining({ name: 'md', width: 1024, height: 683 })]),
    });
  });

  it('puts the language that is asked for on top, or the nearest there is', async () => {
    const house = await openHouse({ seed: 'none' });
    const media = await givenPicture(house, words);
    await givenStory(house, { leadMedia: { media } });
    for (const [locale, captionLocale] of [
      ['ja', 'ja'],
      ['ja-JP', 'ja'],
      ['fr', 'en'],
    ])
      expect((await house.client.get(`/v1/media/${media}?locale=${locale}`)).json()).toMatchObject({
        captionLocale,
      });
  });

  it('gives a picture that decorates an empty alt text', async () => {
    const house = await openHouse({ seed: 'none' });
    const media = await givenPicture(house, { captions: { en: { decorative: true } } });
    await givenStory(house, { leadMedia: { media } });
    expect((await house.client.get(`/v1/media/${media}`)).json()).toMatchObject({
      altText: '',
      decorative: true,
    });
  });

  it('answers 404 for a picture that nothing public shows, exactly as for none', async () => {
    const house = await openHouse({ seed: 'none' });
    const media = await givenPicture(house);
    await givenCopy(house, { leadMedia: { media } });
    const [unused, none] = await Promise.all(
      [media, 'media_01g4pyc6wje2v8w3tbgj7dq5kz'].map((id) => house.client.get(`/v1/media/${id}`)),
    );
    expect(unused!.statusCode).toBe(404);
    expect({ ...unused!.json(), requestId: '' }).toEqual({ ...none!.json(), requestId: '' });
  });

  it('is public while a live story shows it', async () => {
    const house = await openHouse({ seed: 'none' });
    const media = await givenPicture(house);
    const id = await givenStory(house, { placements: [{ media }] });
    expect((await house.client.get(`/v1/media/${media}`)).statusCode).toBe(200);
    await house.act(id, (work, story) => unpublishArticle(work, story, { reason: 'Too early.' }));
    expect((await house.client.get(`/v1/media/${media}`)).statusCode).toBe(404);
  });

  it('is public as the logo of a public agency or as a portrait', async () => {
    const house = await openHouse({ seed: 'none' });
    const [logo, portrait] = [await givenPicture(house), await givenPicture(house)];
    const agency = await givenAgency(house, { logo });
    await givenByline(house, { portrait });
    for (const id of [logo, portrait])
      expect((await house.client.get(`/v1/media/${id}`)).statusCode).toBe(200);
    await house.play((work) => patchRecord(work, agencyType, agency, { hidden: true }));
    expect((await house.client.get(`/v1/media/${logo}`)).statusCode).toBe(404);
  });
});
