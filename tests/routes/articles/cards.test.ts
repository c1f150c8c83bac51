import { describe, expect, it } from 'vitest';
import { loadStory } from '../../../src/desk/stories/story.ts';
import { withdrawArticle } from '../../../src/desk/release/withdraw.ts';
import { givenPicture, givenSection, givenStory } from '../../support/given.ts';
import { openHouse } from '../../support/house.ts';

async function filled() {
  const house = await openHouse({ seed: 'none' });
  const picture = await givenPicture(house);
  const section = await givenSection(house, { name: 'World' });
  const shown = { standfirst: 'Why it matters.', section, leadMedia: { media: picture } };
  const related = await givenStory(house, { headline: 'Related', ...shown });
  const linked = await givenStory(house, { headline: 'Linked', ...shown, standfirst: 'Read this, too.' });
  const id = await givenStory(house, {
    headline: 'Main',
    related: [{ relation: 'background', article: related }],
    body: [
      {
        _type: 'block',
        children: [{ _type: 'span', text: 'There', marks: ['l1'] }],
        markDefs: [{ _type: 'articleLink', _key: 'l1', article: linked }],
      },
    ],
  });
  const translated = await givenStory(house, {
    headline: 'Übersetzt',
    locale: 'de',
    translationOf: id,
    standfirst: 'Darum geht es.',
  });
  return { house, id, related, linked, translated, picture };
}

describe('include=cards', () => {
  it('gives related, translated and linked stories what a card shows', async () => {
    const { house, id, related, linked, translated, picture } = await filled();
    const story = (await house.client.get('/v1/articles/main?include=cards&ratio=16x9')).json();
    const card = { section: { slug: 'world', name: 'World' }, leadMedia: { id: picture } };
    expect(story).toMatchObject({
      related: [{ article: { id: related, headline: 'Related', standfirst: 'Why it matters.', ...card } }],
      linked: [{ id: linked, headline: 'Linked', standfirst: 'Read this, too.', ...card }],
      translations: [{ id: translated, headline: 'Übersetzt', standfirst: 'Darum geht es.' }],
    });
    const { width, height } = story.linked[0].leadMedia;
    expect(width / height).toBeCloseTo(16 / 9, 1);
    const list = await house.client.get(`/v1/articles?include=body,cards&ids=${id}`);
    expect(list.json().data[0].linked).toMatchObject([{ id: linked, ...card }]);
    const german = await house.client.get(`/v1/articles/${translated}?include=cards`);
    expect(german.json().translationOf).toMatchObject({ id, headline: 'Main' });
  });

  it('is asked for: otherwise they are named', async () => {
    const { house, id } = await filled();
    const story = (await house.client.get('/v1/articles/main')).json();
    expect(story.linked).toBeUndefined();
    for (const named of [story.related[0].article, ...story.translations])
      expect(Object.keys(named).sort()).toEqual([
        'headline',
        'id',
        'kind',
        'locale',
        'publishedAt',
        'slug',
        'url',
      ]);
    const refused = await house.client.get(`/v1/articles?include=cards&ids=${id}`);
    expect([refused.statusCode, refused.json().errors]).toMatchObject([400, [{ parameter: 'include' }]]);
  });

  it('shows no story that was taken back, and is new when one of them changes', async () => {
    const { house, linked } = await filled();
    const before = await house.client.get('/v1/articles/main?include=cards');
    await house.play(async (work) =>
      withdrawArticle(work, await loadStory(work.tx, linked), { reason: 'Wrong.', notice: 'Gone.' }),
    );
    const after = await house.client.get('/v1/articles/main?include=cards');
    expect(after.json().linked).toEqual([]);
    expect(after.json().body[0].markDefs).toEqual([]);
    expect(after.headers.etag).not.toBe(before.headers.etag);
  });
});

describe('a link to another story in a text', () => {
  it('carries its locale and its page on the site', async () => {
    const { house, linked } = await filled();
    const [story] = (await house.client.get(`/v1/articles?ids=${linked}`)).json().data;
    const { body } = (await house.client.get('/v1/articles/main')).json();
    expect(body[0].markDefs).toEqual([
      { _type: 'articleLink', _key: 'l1', article: linked, slug: 'linked', locale: 'en', href: story.url },
    ]);
  });
});
