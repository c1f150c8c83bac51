import { describe, expect, it } from 'vitest';
import { publishArticle } from '../../src/desk/release/publish.ts';
import { saveCopy } from '../../src/desk/drafts/save.ts';
import { getArticle } from '../../src/desk/stories/store.ts';
import { articleReferences } from '../../src/desk/stories/table.ts';
import { unpublishArticle } from '../../src/desk/release/unpublish.ts';
import { withdrawArticle } from '../../src/desk/release/withdraw.ts';
import {
  givenAgency,
  givenCopy,
  givenPicture,
  givenStory,
  givenTopic,
  givenUpdate,
  storyIn,
} from '../support/given.ts';
import { openHouse, type House } from '../support/house.ts';

function rowOf(house: House, id: string) {
  return house.database.read((db) => getArticle(db, id));
}

describe('publishing', () => {
  it('keeps the first publication date, and moves the update', async () => {
    const house = await openHouse({ seed: 'none' });
    const id = await givenStory(house);
    house.clock.advance(60_000);
    await givenUpdate(house, id, { bodyText: 'More.' });
    expect((await house.client.get('/v1/articles/a-story')).json()).toMatchObject({
      publishedAt: '2026-11-23T12:00:00.000Z',
      updatedAt: '2026-11-23T12:01:00.000Z',
      version: 2,
    });
  });

  it('takes a first date in the past, which is the update then too', async () => {
    const house = await openHouse({ seed: 'none' });
    await givenStory(house, { publishedAt: '2022-06-04T12:00:00Z' });
    const { publishedAt, updatedAt } = (await house.client.get('/v1/articles/a-story')).json();
    expect([publishedAt, updatedAt]).toEqual(['2022-06-04T12:00:00.000Z', '2022-06-04T12:00:00.000Z']);
  });

  it('keeps a refile from the public: neither its text nor its moment shows', async () => {
    const house = await openHouse({ seed: 'none' });
    const id = await givenStory(house);
    house.clock.advance(60_000);
    await givenUpdate(house, id, { bodyText: 'A typo less.' }, { kind: 'refile', text: 'A typo.' });
    const answer = await house.client.get('/v1/articles/a-story?body=text');
    expect(answer.json()).toMatchObject({
      bodyText: 'A typo less.',
      updatedAt: '2026-11-23T12:00:00.000Z',
      corrections: [],
    });
    expect(answer.headers['last-modified']).toBe('Mon, 23 Nov 2026 12:01:00 GMT');
  });

  it('asks what changed from the second time on, and not at the first', async () => {
    const house = await openHouse({ seed: 'none' });
    const live = await givenStory(house);
    const draft = await givenCopy(house);
    const change = { kind: 'editorsNote' as const, text: 'New.' };
    await expect(house.act(live, publishArticle)).rejects.toMatchObject({
      problem: 'rule-unmet',
      faults: [{ pointer: '/change' }],
    });
    await expect(
      house.act(draft, (work, story) => publishArticle(work, story, { change })),
    ).rejects.toMatchObject({
      faults: [{ pointer: '/change' }],
    });
    await expect(
      house.act(live, (work, story) => publishArticle(work, story, { change, publishedAt: 0 })),
    ).rejects.toMatchObject({ faults: [{ pointer: '/publishedAt' }] });
    await expect(
      house.act(draft, (work, story) => publishArticle(work, story, { publishedAt: work.now + 1 })),
    ).rejects.toMatchObject({ faults: [{ pointer: '/publishedAt' }] });
  });

  it('names everything that stands in its way: no text, pictures without alt text, rights that ran out', async () => {
    const house = await openHouse({ seed: 'none' });
    const silent = await givenPicture(house, { captions: { en: { caption: 'Only a caption.' } } });
    const expired = await givenPicture(house, { usableUntil: '2026-11-23T11:00:00Z' });
    const id = await givenCopy(house, {
      body: [],
      leadMedia: { media: silent },
      placements: [{ media: expired }, { media: silent, altText: 'Said here.' }],
    });
    await expect(house.act(id, publishArticle)).rejects.toMatchObject({
      problem: 'rule-unmet',
      faults: [
        { pointer: '/body' },
        { pointer: '/placements/0', detail: expect.stringContaining('rights') },
        { pointer: '/leadMedia', detail: expect.stringContaining('no alt text') },
      ],
    });
    expect((await house.client.get(`/v1/articles/${id}`)).statusCode).toBe(404);
  });

  it('lets a picture pass that decorates', async () => {
    const house = await openHouse({ seed: 'none' });
    const media = await givenPicture(house, { captions: { en: { decorative: true } } });
    await givenStory(house, { leadMedia: { media } });
    expect((await house.client.get('/v1/articles/a-story')).json().leadMedia).toMatchObject({
      decorative: true,
      altText: '',
    });
  });

  it('writes down what the copy and the live version name, each once', async () => {
    const house = await openHouse({ seed: 'none' });
    const agency = await givenAgency(house);
    const dropped = await givenTopic(house, { name: 'Dropped' });
    const added = await givenTopic(house, { name: 'Added' });
    const id = await givenStory(house, { agency, topics: [dropped] });
    async function named() {
      const rows = await house.database.read((db) => db.select().from(articleReferences));
      return Object.fromEntries(rows.map(({ target, inCopy, inLive }) => [target, { inCopy, inLive }]));
    }
    const [both, copy, live] = [
      { inCopy: true, inLive: true },
      { inCopy: true, inLive: false },
      { inCopy: false, inLive: true },
    ];
    expect(await named()).toEqual({ [agency]: both, [dropped]: both });
    await house.act(id, (work, story) => saveCopy(work, story, storyIn({ agency, topics: [added] })));
    expect(await named()).toEqual({ [agency]: both, [dropped]: live, [added]: copy });
    await house.act(id, (work, story) =>
      publishArticle(work, story, { change: { kind: 'update', text: 'More is known.' } }),
    );
    expect(await named()).toEqual({ [agency]: both, [added]: both });
    await house.act(id, (work, story) => saveCopy(work, story, storyIn({ topics: [added] })));
    await house.act(id, (work, story) => unpublishArticle(work, story, { reason: 'Too early.' }));
    expect(await named()).toEqual({ [added]: copy });
  });
});

describe('taking a story back', () => {
  it('is for live stories only', async () => {
    const house = await openHouse({ seed: 'none' });
    const draft = await givenCopy(house);
    const withdrawal = { reason: 'Doubts.', notice: 'Under review.' };
    await expect(
      house.act(draft, (work, story) => withdrawArticle(work, story, withdrawal)),
    ).rejects.toMatchObject({
      problem: 'conflict',
    });
    await expect(
      house.act(draft, (work, story) => unpublishArticle(work, story, { reason: 'x' })),
    ).rejects.toMatchObject({
      problem: 'conflict',
    });
    const live = await givenStory(house);
    await house.act(live, (work, story) => withdrawArticle(work, story, withdrawal));
    await expect(
      house.act(live, (work, story) => withdrawArticle(work, story, withdrawal)),
    ).rejects.toMatchObject({
      problem: 'conflict',
    });
    expect(await rowOf(house, live)).toMatchObject({ publication: 'withdrawn', publishedVersion: 1 });
  });

  it('keeps the first publication date for when it comes back', async () => {
    const house = await openHouse({ seed: 'none' });
    const id = await givenStory(house, { publishedAt: '2022-06-04T12:00:00Z' });
    await house.act(id, (work, story) =>
      withdrawArticle(work, story, { reason: 'Doubts.', notice: 'Under review.' }),
    );
    await givenUpdate(house, id, { bodyText: 'Checked.' });
    expect((await house.client.get('/v1/articles/a-story')).json().publishedAt).toBe(
      '2022-06-04T12:00:00.000Z',
    );
  });

  it('changes nothing in public when the desk saves, and moves no tag', async () => {
    const house = await openHouse({ seed: 'none' });
    const id = await givenStory(house);
    const before = await house.client.get('/v1/articles/a-story');
    const list = await house.client.get('/v1/articles');
    house.clock.advance(60_000);
    await house.act(id, (work, story) =>
      saveCopy(work, story, storyIn({ headline: 'Not yet', slug: 'not-yet', deskNote: 'Hush.' })),
    );
    const after = await house.client.get('/v1/articles/a-story');
    expect(after.body).toBe(before.body);
    expect(after.headers['last-modified']).toBe(before.headers['last-modified']);
    expect((await house.client.get('/v1/articles')).headers.etag).toBe(list.headers.etag);
    expect((await house.client.get('/v1/articles/not-yet')).statusCode).toBe(404);
  });
});
