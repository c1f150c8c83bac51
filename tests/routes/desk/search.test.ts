import { describe, expect, it } from 'vitest';
import { deskOf, type Desk } from '../../support/desk.ts';
import { givenByline, givenPicture, givenSection, givenStory } from '../../support/given.ts';
import { openHouse } from '../../support/house.ts';

async function headlines(desk: Desk, q: string, query = ''): Promise<string[]> {
  const answer = await desk.send('GET', `/search?q=${encodeURIComponent(q)}${query}`);
  expect([answer.statusCode, q]).toEqual([200, q]);
  return answer.json<{ data: { headline: string }[] }>().data.map(({ headline }) => headline);
}

describe('GET /v1/desk/search', () => {
  it('finds the newest version of every story, and what only the desk reads', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'editor');
    await givenByline(house, { name: 'Hidden Hand', hidden: true });
    const live = await givenStory(house, { headline: 'The old ferry' });
    await desk.patch(live, {
      headline: 'The new ferry',
      deskNote: 'Ask the purser.',
      slugline: 'FERRY-ROUTE',
    });
    await desk.create({
      headline: 'A draft',
      bodyText: 'Of ferries to come.',
      externalIds: [{ scheme: 'wire', value: 'ABC-1234' }],
      bylines: [{ byline: 'hidden-hand', role: 'author' }],
    });
    expect(await headlines(desk, 'ferry')).toEqual(['The new ferry', 'A draft']);
    expect(await headlines(desk, '"ferry"')).toEqual(['The new ferry']);
    expect(await headlines(desk, 'old')).toEqual([]);
    expect(await headlines(desk, 'purser')).toEqual(['The new ferry']);
    expect(await headlines(desk, 'ferry-route')).toEqual(['The new ferry']);
    expect(await headlines(desk, 'ferries')).toEqual(['A draft', 'The new ferry']);
    expect(await headlines(desk, 'abc-1234')).toEqual(['A draft']);
    expect(await headlines(desk, 'hidden hand')).toEqual(['A draft']);
    const open = await house.client.get('/v1/search?q=purser');
    expect(open.json().data).toEqual([]);
  });

  it('shows a reporter their own', async () => {
    const house = await openHouse({ seed: 'none' });
    const [reporter, editor] = [await deskOf(house, 'reporter'), await deskOf(house, 'editor')];
    await reporter.create({ headline: 'My ferry' });
    const { createdBy } = await editor.create({ headline: 'Your ferry' });
    expect(await headlines(reporter, 'ferry')).toEqual(['My ferry']);
    expect(await headlines(reporter, 'ferry', `&actor=${createdBy.id}`)).toEqual([]);
    expect(await headlines(editor, 'ferry', '&sort=savedAt')).toEqual(['My ferry', 'Your ferry']);
    expect(await headlines(editor, 'ferry', `&actor=${createdBy.id}`)).toEqual(['Your ferry']);
  });

  it('is narrowed by the filters of the list, and goes through all that fits', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'chief');
    await givenSection(house, { name: 'World' });
    await givenStory(house, { headline: 'Ferry one', section: 'world' });
    await desk.create({ headline: 'Ferry two', kind: 'brief' });
    const { id, etag } = await desk.create({ headline: 'Ferry three', locale: 'ja' });
    expect(await headlines(desk, 'ferry', '&publication=live')).toEqual(['Ferry one']);
    expect(await headlines(desk, 'ferry', '&section=world')).toEqual(['Ferry one']);
    expect(await headlines(desk, 'ferry', '&kind=brief')).toEqual(['Ferry two']);
    expect(await headlines(desk, 'ferry', '&locale=ja')).toEqual(['Ferry three']);
    await desk.send('DELETE', `/articles/${id}`, { etag });
    expect(await headlines(desk, 'ferry', '&locale=ja')).toEqual([]);
    expect(await headlines(desk, 'ferry', '&deleted=true')).toEqual(['Ferry three']);
    const first = (await desk.send('GET', '/search?q=ferry&limit=1&sort=-savedAt&count=true')).json();
    expect([first.data[0].headline, first.page.total]).toEqual(['Ferry two', 2]);
    expect(await headlines(desk, 'ferry', `&limit=1&sort=-savedAt&cursor=${first.page.next}`)).toEqual([
      'Ferry one',
    ]);
    expect((await desk.send('GET', '/search?q=a&section=nowhere')).statusCode).toBe(422);
  });

  it('follows the words of pictures', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'editor');
    const media = await givenPicture(house);
    await desk.create({ headline: 'A draft', leadMedia: { media } });
    const { etag } = (await desk.send('GET', `/media/${media}`)).json();
    await desk.send('PUT', `/media/${media}/captions/en`, {
      etag,
      body: { caption: 'A heron.', altText: 'A bird.' },
    });
    expect([await headlines(desk, 'heron'), await headlines(desk, 'lectern')]).toEqual([['A draft'], []]);
  });

  it('is closed to strangers', async () => {
    const house = await openHouse({ seed: 'none' });
    expect((await house.client.get('/v1/desk/search?q=a')).statusCode).toBe(401);
  });
});
