import { describe, expect, it } from 'vitest';
import { withdrawArticle } from '../../src/desk/release/withdraw.ts';
import { givenSection, givenStory, givenUpdate } from '../support/given.ts';
import { openHouse, type House } from '../support/house.ts';
import { walk } from '../support/walk.ts';

type Corrections = { data: { id: string; text: string }[] };

async function corrected(house: House, times: number): Promise<string> {
  const id = await givenStory(house, { headline: `Story ${times}` });
  for (let n = 1; n <= times; n += 1)
    await givenUpdate(
      house,
      id,
      { headline: `Story ${times}`, bodyText: `Text ${n}.` },
      { kind: 'correction', text: `Mended ${n}.` },
    );
  return id;
}

describe('GET /v1/corrections', () => {
  it('tells what was put right, newest first, and in which story', async () => {
    const house = await openHouse({ seed: 'none' });
    const id = await corrected(house, 1);
    house.clock.advance(1000);
    await givenUpdate(
      house,
      id,
      { headline: 'Story 1', bodyText: 'Clear.' },
      { kind: 'clarification', text: 'Said more clearly.', material: true },
    );
    const { data } = (await house.client.get('/v1/corrections')).json();
    expect(data).toMatchObject([
      {
        kind: 'clarification',
        text: 'Said more clearly.',
        material: true,
        version: 3,
        at: '2026-11-23T12:00:01.000Z',
      },
      {
        kind: 'correction',
        text: 'Mended 1.',
        version: 2,
        article: {
          id,
          slug: 'story-1',
          headline: 'Story 1',
          locale: 'en',
          url: 'http://localhost:3000/v1/articles/story-1?locale=en',
        },
      },
    ]);
  });

  it('leaves out refiles, and those of stories that are not live', async () => {
    const house = await openHouse({ seed: 'none' });
    const id = await corrected(house, 1);
    await givenUpdate(
      house,
      id,
      { headline: 'Story 1', bodyText: 'Typo.' },
      { kind: 'refile', text: 'A typo.' },
    );
    expect((await house.client.get('/v1/corrections')).json().data).toHaveLength(1);
    await house.act(id, (work, story) =>
      withdrawArticle(work, story, { reason: 'Doubts.', notice: 'Under review.' }),
    );
    expect((await house.client.get('/v1/corrections')).json().data).toEqual([]);
  });

  it('goes page by page, also where moments are equal', async () => {
    const house = await openHouse({ seed: 'none' });
    for (const times of [3, 2]) await corrected(house, times);
    const [whole] = await walk(house, '/v1/corrections');
    expect(whole).toHaveLength(5);
    for (const limit of [1, 2, 5])
      expect((await walk(house, `/v1/corrections?limit=${limit}`)).flat()).toEqual(whole);
  });

  it('is narrowed by kind, weight, section, language and time', async () => {
    const house = await openHouse({ seed: 'none' });
    const world = await givenSection(house, { name: 'World' });
    const europe = await givenSection(house, { name: 'Europe', parent: world });
    const english = { headline: 'Bus', section: europe };
    const id = await givenStory(house, english);
    const french = await givenStory(house, { headline: 'Bus', locale: 'fr' });
    house.clock.set('2026-11-24T12:00:00Z');
    await givenUpdate(house, id, { ...english, bodyText: 'A.' }, { kind: 'correction', text: 'First.' });
    house.clock.set('2026-11-25T12:00:00Z');
    const material = { kind: 'clarification' as const, text: 'Second.', material: true };
    await givenUpdate(house, id, { ...english, bodyText: 'B.' }, material);
    house.clock.set('2026-11-26T12:00:00Z');
    const autre = { headline: 'Bus', locale: 'fr', bodyText: 'C.' };
    await givenUpdate(house, french, autre, { kind: 'update', text: 'Third.' });
    async function found(query: string): Promise<string[]> {
      const { data } = (await house.client.get(`/v1/corrections?${query}`)).json<Corrections>();
      const pages = await walk(house, `/v1/corrections?limit=1&${query}`);
      expect(pages.flat(), query).toEqual(data.map(({ id }) => id));
      return data.map(({ text }) => text);
    }
    expect(await found('')).toEqual(['Third.', 'Second.', 'First.']);
    expect(await found('kind=correction,clarification')).toEqual(['Second.', 'First.']);
    expect(await found('kind=editorsNote')).toEqual([]);
    expect(await found('material=true')).toEqual(['Second.']);
    expect(await found('material=false')).toEqual(['Third.', 'First.']);
    expect(await found('section=world')).toEqual(['Second.', 'First.']);
    expect(await found(`section=${europe}&material=true`)).toEqual(['Second.']);
    expect(await found('locale=fr')).toEqual(['Third.']);
    expect(await found('locale=de')).toEqual([]);
    expect(await found('atFrom=2026-11-25T12:00:00Z')).toEqual(['Third.', 'Second.']);
    expect(await found('atTo=2026-11-25T12:00:00Z')).toEqual(['Second.', 'First.']);
    const between = 'atFrom=2026-11-25T00:00:00Z&atTo=2026-11-26T00:00:00Z';
    expect(await found(`${between}&locale=en,fr&kind=clarification`)).toEqual(['Second.']);
    const unknown = await house.client.get('/v1/corrections?section=nowhere');
    expect([unknown.statusCode, unknown.json().errors]).toMatchObject([422, [{ parameter: 'section' }]]);
  });

  it('refuses what it does not know', async () => {
    const house = await openHouse({ seed: 'none' });
    for (const query of ['limit=0', 'kind=refile', 'cursor=x'])
      expect((await house.client.get(`/v1/corrections?${query}`)).statusCode).toBe(400);
  });
});
