import { describe, expect, it } from 'vitest';
import { atDesk, eventsOn } from '../../support/at-desk.ts';
import { givenStory, givenSection, givenTopic } from '../../support/given.ts';
import { type Furnishing, type House, houseToRead, openHouse } from '../../support/house.ts';

const world = { name: 'World', names: { ja: '世界', 'pt-BR': 'Mundo' } };

/** World with names in three languages, Asia in it with one, and a topic. */
async function namedHouse(furnishing: Pick<Furnishing, 'atEnd'> = {}): Promise<House> {
  const house = await openHouse({ seed: 'none', ...furnishing });
  await givenSection(house, world);
  await givenSection(house, { name: 'Asia', parent: 'world' });
  await givenTopic(house, { name: 'Summits', names: { ja: '首脳会議' } });
  return house;
}

async function read(house: House, url: string): Promise<Record<string, unknown>> {
  return (await house.client.get(url)).json();
}

describe('names of sections and topics', () => {
  const named = houseToRead(namedHouse);

  it.each([
    ['/v1/sections/world', { name: 'World' }],
    ['/v1/sections/world?locale=en-GB', { name: 'World' }],
    ['/v1/sections/world?locale=ja', { name: '世界' }],
    ['/v1/sections/world?locale=ja-JP', { name: '世界' }],
    ['/v1/sections/world?locale=pt', { name: 'Mundo' }],
    ['/v1/sections/world?locale=de', { name: 'World', nameLocale: 'en' }],
    ['/v1/sections/asia?locale=ja', { name: 'Asia', nameLocale: 'en', parent: { name: '世界' } }],
    ['/v1/topics/summits?locale=ja', { name: '首脳会議' }],
    ['/v1/topics/summits?locale=fr', { name: 'Summits', nameLocale: 'en' }],
  ])('of %s are in the language, or tell which they are in', async (url, shown) => {
    const answer = await read(named(), url);
    expect(answer).toMatchObject(shown);
    expect(answer['nameLocale']).toBe((shown as { nameLocale?: string }).nameLocale);
  });

  it('make a menu in one request', async () => {
    const { data } = (await read(named(), '/v1/sections?locale=ja')) as {
      data: { name: string }[];
    };
    expect(data.map(({ name }) => name)).toEqual(['世界', 'Asia']);
  });

  it('are in a story in the language of the story', async () => {
    const house = await namedHouse();
    const fields = { section: 'asia', topics: ['summits'] };
    await givenStory(house, { ...fields, headline: 'Leaders meet', slug: 'leaders', locale: 'en' });
    await givenStory(house, { ...fields, headline: '首脳が会談', slug: 'shunou', locale: 'ja' });
    expect(await read(house, '/v1/articles/leaders')).toMatchObject({
      section: { name: 'Asia', parent: { name: 'World' } },
      topics: [{ name: 'Summits' }],
    });
    for (const url of ['/v1/articles/shunou', '/v1/articles?locale=ja&include=profiles']) {
      const answer = await read(house, url);
      expect((answer['data'] as unknown[] | undefined)?.[0] ?? answer).toMatchObject({
        section: { name: 'Asia', nameLocale: 'en', parent: { name: '世界' } },
        topics: [{ name: '首脳会議' }],
      });
    }
    expect((await house.client.get('/feeds/rss.xml')).body).toContain('<category>首脳会議</category>');
  });

  it('are found at the desk and in the search, and a story by them', async () => {
    const house = await namedHouse();
    await givenStory(house, { headline: 'Leaders meet', slug: 'leaders', topics: ['summits'] });
    const { get } = await atDesk(house, 'reporter');
    for (const url of ['/v1/desk/topics?q=首脳会議', '/v1/desk/sections?q=世界', '/v1/search?q=首脳会議'])
      expect((await get(encodeURI(url))).json().data, url).toHaveLength(1);
  });
});

describe('PATCH of names', () => {
  it('adds, replaces and removes one by one, on record', async () => {
    const house = await namedHouse();
    const { get, patch } = await atDesk(house, 'admin');
    const { id, etag, names } = (await get('/v1/desk/sections/world')).json();
    expect(names).toEqual(world.names);
    const changed = await patch(`/v1/desk/sections/${id}`, etag, { names: { de: 'Welt', ja: null } });
    expect(changed.json().names).toEqual({ 'pt-BR': 'Mundo', de: 'Welt' });
    expect(await read(house, '/v1/sections/world?locale=ja')).toMatchObject({ nameLocale: 'en' });
    const [event] = await eventsOn(house, id);
    expect(event).toMatchObject({ data: { fields: ['names'], before: { names: world.names } } });

    const none = await patch(`/v1/desk/sections/${id}`, changed.json().etag, { names: null });
    expect(none.json()).not.toHaveProperty('names');
  });

  it('names what is no language and what is no name', async () => {
    const { post } = await atDesk(await namedHouse(), 'admin');
    const body = { name: 'Sport', names: { english: 'Sport', ja: 'x'.repeat(201), de: 'two\nlines' } };
    const answer = await post('/v1/desk/sections', body);
    expect(answer.statusCode).toBe(400);
    const pointers = (answer.json().errors as { pointer: string }[]).map(({ pointer }) => pointer);
    expect(pointers.toSorted()).toEqual(['/names/de', '/names/english', '/names/ja']);
  });
});
