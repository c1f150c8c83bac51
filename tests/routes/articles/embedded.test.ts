import { describe, expect, it } from 'vitest';
import { doDueWork } from '../../support/due.ts';
import { unpublishArticle } from '../../../src/desk/release/unpublish.ts';
import { agencyType } from '../../../src/library/agencies/record-type.ts';
import { bylineType } from '../../../src/library/bylines/record-type.ts';
import { captionMedia } from '../../../src/library/pictures/records/caption.ts';
import { patchRecord } from '../../../src/library/records/patch.ts';
import { sectionType } from '../../../src/library/sections/record-type.ts';
import { topicType } from '../../../src/library/topics/record-type.ts';
import { isPublicMedia } from '../../../src/edition/media/public.ts';
import { openHouse, type House } from '../../support/house.ts';
import {
  givenAgency,
  givenByline,
  givenPicture,
  givenSection,
  givenStory,
  givenTopic,
} from '../../support/given.ts';

async function story(house: House, query = '') {
  return (await house.client.get(`/v1/articles/a-story${query}`)).json();
}

describe('what a story embeds', () => {
  it('shows pictures in the words of its language, with its own where it has some', async () => {
    const house = await openHouse({ seed: 'none' });
    const media = await givenPicture(house, {
      captions: {
        en: { caption: 'A lectern.', altText: 'Lectern' },
        ja: { caption: '演台。', altText: '演台' },
      },
    });
    await givenStory(house, {
      locale: 'ja',
      leadMedia: { media },
      placements: [{ media, caption: '別の言葉。', altText: '別' }],
    });
    expect(await story(house)).toMatchObject({
      leadMedia: { caption: '演台。', altText: '演台' },
      placements: [{ caption: '別の言葉。', altText: '別' }],
    });
  });

  it('shows the words of pictures in the language that was asked for, in the whole story and in lists', async () => {
    const house = await openHouse({ seed: 'none' });
    const media = await givenPicture(house, {
      captions: { en: { altText: 'Lectern' }, ja: { altText: '演台' } },
    });
    const agency = await givenAgency(house, { logo: media });
    await givenStory(house, {
      agency,
      leadMedia: { media },
      placements: [{ media, altText: 'Today' }],
      body: [{ _type: 'image', media, altText: 'Today' }],
    });
    const asked = { altText: '演台', captionLocale: 'ja' };
    const whole = {
      leadMedia: asked,
      placements: [asked],
      body: [{ picture: asked }],
    };
    const profiled = await story(house, '?captionLocale=ja&include=profiles');
    expect(profiled).toMatchObject({ ...whole, agency: { logo: asked } });
    expect(await story(house, '?captionLocale=ja')).toMatchObject(whole);
    expect(await story(house, '?captionLocale=en')).toMatchObject({ placements: [{ altText: 'Today' }] });
    expect(await story(house, '?captionLocale=fr')).toMatchObject({
      placements: [{ altText: 'Lectern', captionLocale: 'en' }],
    });
    const list = await house.client.get('/v1/articles?captionLocale=ja');
    expect(list.json().data[0]).toMatchObject({ leadMedia: asked });
    const wholes = await house.client.get('/v1/articles?include=body&captionLocale=ja');
    expect(wholes.json().data[0]).toMatchObject(whole);
  });

  it('falls back on the language; a caption also on the default locale, alt text never', async () => {
    const house = await openHouse({ seed: 'none' });
    const en = { caption: 'A lectern.', altText: 'Lectern', extendedDescription: 'A lectern and a mug.' };
    const media = await givenPicture(house, { captions: { en, 'pt-BR': { altText: 'Púlpito' } } });
    await givenStory(house, { slug: 'pt', locale: 'pt', leadMedia: { media } });
    await givenStory(house, { slug: 'fr', locale: 'fr', leadMedia: { media, altText: 'Pupitre' } });
    const [pt, fr] = await Promise.all(
      ['pt', 'fr'].map(async (locale) => {
        const answer = await house.client.get(`/v1/articles/${locale}?locale=${locale}`);
        return answer.json().leadMedia;
      }),
    );
    expect(pt).toMatchObject({ altText: 'Púlpito', captionLocale: 'pt-BR' });
    expect(pt).not.toHaveProperty('caption');
    expect(fr).toMatchObject({ altText: 'Pupitre', caption: 'A lectern.', captionLocale: 'en' });
    expect(fr).not.toHaveProperty('extendedDescription');
  });

  it('puts the words of one use in the place of the picture’s, also in the text', async () => {
    const house = await openHouse({ seed: 'none' });
    const media = await givenPicture(house);
    await givenStory(house, {
      body: [
        { _type: 'block', children: [{ _type: 'span', text: 'See below.' }] },
        { _type: 'image', media, caption: 'Seen today.', altText: 'Today' },
      ],
    });
    const { body } = await story(house);
    expect(body[1]).toMatchObject({ _type: 'image', picture: { caption: 'Seen today.', altText: 'Today' } });
    expect(body[1]).not.toHaveProperty('caption');
    expect(body[1]).not.toHaveProperty('altText');
    expect((await story(house, '?body=html')).bodyHtml).toContain('<figcaption>Seen today.</figcaption>');
  });

  it('shows the credit line of its agency where it has none of its own', async () => {
    const house = await openHouse({ seed: 'none' });
    const agency = await givenAgency(house, { creditLine: 'Harbour News' });
    await givenStory(house, { agency });
    expect(await story(house)).toMatchObject({ creditLine: 'Harbour News' });
    await givenStory(house, { agency, headline: 'Own', creditLine: 'Pool' });
    expect((await house.client.get('/v1/articles/own')).json().creditLine).toBe('Pool');
  });

  it('has a mended caption at once', async () => {
    const house = await openHouse({ seed: 'none' });
    const media = await givenPicture(house);
    await givenStory(house, { leadMedia: { media } });
    const before = await house.client.get('/v1/articles/a-story');
    house.clock.advance(60_000);
    await house.play((work) =>
      captionMedia(work, media, 'en', { caption: 'A mended lectern.', altText: 'Lectern' }, isPublicMedia),
    );
    const after = await house.client.get('/v1/articles/a-story');
    expect(after.json().leadMedia.caption).toBe('A mended lectern.');
    expect(after.headers.etag).not.toBe(before.headers.etag);
    expect(after.headers['last-modified']).toBe('Mon, 23 Nov 2026 12:01:00 GMT');
  });

  it('leaves out pictures whose rights have run out, and their files', async () => {
    const house = await openHouse({ seed: 'none' });
    const media = await givenPicture(house, { usableUntil: '2026-11-23T13:00:00Z' });
    await givenStory(house, {
      leadMedia: { media },
      placements: [{ media }],
      body: [
        { _type: 'block', children: [{ _type: 'span', text: 'Words.' }] },
        { _type: 'image', media },
        { _type: 'gallery', items: [{ _type: 'image', media }] },
      ],
    });
    expect((await story(house)).body).toHaveLength(3);
    house.clock.advance(3_600_000);
    await house.play(doDueWork);
    const after = await story(house);
    expect(after).not.toHaveProperty('leadMedia');
    expect(after.placements).toEqual([]);
    expect(after.body).toHaveLength(1);
    expect((await house.client.get(`/v1/media/${media}`)).statusCode).toBe(404);
    expect((await house.client.get(`/media/${media}/c0ffee00/md.webp`)).statusCode).toBe(404);
  });

  it('leaves out hidden bylines, agencies, sections and topics', async () => {
    const house = await openHouse({ seed: 'none' });
    const ids = {
      byline: await givenByline(house),
      agency: await givenAgency(house),
      section: await givenSection(house),
      topic: await givenTopic(house),
    };
    await givenStory(house, {
      bylines: [{ byline: 'jane-doe', role: 'author' }],
      agency: 'reuters',
      section: 'world',
      topics: ['nato'],
      attributions: [{ role: 'supplier', agency: 'reuters', description: 'the wire' }],
    });
    await house.play((work) => patchRecord(work, bylineType, ids.byline, { hidden: true }));
    await house.play((work) => patchRecord(work, agencyType, ids.agency, { hidden: true }));
    await house.play((work) => patchRecord(work, sectionType, ids.section, { hidden: true }));
    await house.play((work) => patchRecord(work, topicType, ids.topic, { hidden: true }));
    const after = await story(house);
    expect(after).toMatchObject({
      bylines: [],
      topics: [],
      attributions: [{ role: 'supplier', description: 'the wire' }],
    });
    for (const name of ['agency', 'section']) expect(after).not.toHaveProperty(name);
    expect(after.attributions[0]).not.toHaveProperty('agency');
    for (const filter of ['byline=jane-doe', 'agency=reuters', 'section=world', 'topic=nato'])
      expect((await house.client.get(`/v1/articles?${filter}`)).json().data).toEqual([]);
  });

  it('leaves out an attribution that would say nothing, or something else, without a hidden agency', async () => {
    const house = await openHouse({ seed: 'none' });
    const agency = await givenAgency(house);
    const other = await givenAgency(house, { name: 'Kyodo' });
    await givenStory(house, {
      attributions: [
        { role: 'firstReport', agency },
        { role: 'supplier', agency, description: 'the wire' },
        { role: 'anonymousSource', description: 'An official', reason: 'R.', via: agency },
        { role: 'firstReport', agency: other },
      ],
    });
    await house.play((work) => patchRecord(work, agencyType, agency, { hidden: true }));
    expect((await story(house)).attributions).toEqual([
      { role: 'supplier', description: 'the wire' },
      { role: 'firstReport', agency: { id: other, slug: 'kyodo', name: 'Kyodo' } },
    ]);
    for (const form of ['ninjs', 'jsonld'])
      expect((await house.client.get(`/v1/articles/a-story/${form}`)).body).not.toContain('An official');
  });

  it('names related stories while they are live, and keeps the words of a link when they are not', async () => {
    const house = await openHouse({ seed: 'none' });
    const other = await givenStory(house, { headline: 'Another story', slug: 'another', locale: 'ja' });
    await givenStory(house, {
      related: [
        { relation: 'background', article: other },
        { relation: 'background', url: 'https://www.nato.int/', title: 'NATO' },
      ],
      translationOf: other,
      body: [
        {
          _type: 'block',
          markDefs: [{ _type: 'articleLink', _key: 'l1', article: 'another' }],
          children: [
            { _type: 'span', text: 'As reported', marks: ['l1'] },
            { _type: 'span', text: ' before.' },
          ],
        },
      ],
    });
    const before = await story(house);
    expect(before).toMatchObject({
      related: [
        { relation: 'background', article: { id: other, headline: 'Another story' } },
        { url: 'https://www.nato.int/' },
      ],
      translationOf: { slug: 'another' },
      body: [
        {
          markDefs: [
            { article: other, slug: 'another', href: 'http://localhost:3000/v1/articles/another?locale=ja' },
          ],
        },
      ],
    });
    await house.act(other, (work, story) => unpublishArticle(work, story, { reason: 'Too early.' }));
    const after = await story(house);
    expect(after.related).toEqual([{ relation: 'background', url: 'https://www.nato.int/', title: 'NATO' }]);
    expect(after).not.toHaveProperty('translationOf');
    expect(after.body[0]).toMatchObject({
      markDefs: [],
      children: [{ text: 'As reported', marks: [] }, { text: ' before.' }],
    });
    expect((await story(house, '?body=text')).bodyText).toBe('As reported before.');
  });
});
