import { describe, expect, it } from 'vitest';
import { deskOf } from '../../support/desk.ts';
import { givenStory, givenTopic } from '../../support/given.ts';
import { openHouse, type House } from '../../support/house.ts';

async function similar(house: House, article: string, query = ''): Promise<string[]> {
  const answer = await house.client.get(`/v1/articles/${article}/similar${query}`);
  expect(answer.statusCode).toBe(200);
  return answer.json<{ data: { headline: string }[] }>().data.map(({ headline }) => headline);
}

describe('GET /v1/articles/{article}/similar', () => {
  it('gives the stories that share topics and telling words, in the same language', async () => {
    const house = await openHouse({ seed: 'none' });
    await givenTopic(house, { name: 'Ferries' });
    await givenTopic(house, { name: 'Trains' });
    const story = await givenStory(house, { headline: 'Harbour ferry stops', topics: ['ferries'] });
    await givenStory(house, {
      headline: 'Ferry in the harbour again',
      topics: ['ferries'],
      publishedAt: '2022-06-01T10:00:00Z',
    });
    await givenStory(house, {
      headline: 'Crew paid',
      topics: ['ferries'],
      publishedAt: '2022-06-02T10:00:00Z',
    });
    await givenStory(house, {
      headline: 'Crew paid long ago',
      topics: ['ferries'],
      publishedAt: '2012-06-02T10:00:00Z',
    });
    await givenStory(house, { headline: 'Harbour ferry', topics: ['ferries'], locale: 'ja' });
    for (let other = 0; other < 8; other += 1)
      await givenStory(house, { headline: 'Late', topics: ['trains'] });
    const found = ['Ferry in the harbour again', 'Crew paid', 'Crew paid long ago'];
    expect(await similar(house, story)).toEqual(found);
    expect(await similar(house, story, '?limit=1')).toEqual(found.slice(0, 1));
  });

  it('knows no topic that is hidden, and follows one that was merged', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'admin');
    for (const name of ['Secret', 'Former', 'Present']) await givenTopic(house, { name });
    const hidden = await givenStory(house, { headline: 'Alpha', topics: ['secret'] });
    await givenStory(house, { headline: 'Omega', topics: ['secret'] });
    const merged = await givenStory(house, { headline: 'Gamma', topics: ['former'] });
    for (let other = 0; other < 5; other += 1) await givenStory(house, { headline: `Other ${other}` });
    expect(await similar(house, hidden)).toEqual(['Omega']);
    async function etag(slug: string): Promise<string> {
      return (await desk.send('GET', `/topics/${slug}`)).json<{ etag: string }>().etag;
    }
    await desk.send('PATCH', '/topics/secret?confirm=true', {
      etag: await etag('secret'),
      body: { hidden: true },
    });
    expect(await similar(house, hidden)).toEqual([]);
    await desk.send('POST', '/topics/former/merge', {
      etag: await etag('former'),
      body: { into: 'present' },
    });
    await givenStory(house, { headline: 'Delta', topics: ['present'] });
    expect(await similar(house, merged)).toEqual(['Delta']);
  });

  it('gives none where nothing is like it, and answers as the story does', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'chief');
    const story = await givenStory(house, { headline: 'Alone', slug: 'alone' });
    expect(await similar(house, 'alone')).toEqual([]);
    expect((await house.client.get('/v1/articles/nowhere/similar')).statusCode).toBe(404);
    expect((await house.client.get('/v1/articles/alone/similar?limit=101')).statusCode).toBe(400);
    await desk.patch(story, { slug: 'moved' });
    await desk.act(story, 'publish', { change: { kind: 'refile', text: 'Slug.' } });
    const moved = await house.client.get('/v1/articles/alone/similar?limit=2');
    expect([moved.statusCode, moved.headers['location']]).toEqual([
      301,
      '/v1/articles/moved/similar?limit=2&locale=en',
    ]);
    await desk.act(story, 'withdraw', { reason: 'Wrong.', notice: 'Withdrawn.' });
    expect((await house.client.get('/v1/articles/moved/similar')).statusCode).toBe(410);
  });
});
