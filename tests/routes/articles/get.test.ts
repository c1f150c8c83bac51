import { describe, expect, it } from 'vitest';
import { unpublishArticle } from '../../../src/desk/release/unpublish.ts';
import { withdrawArticle } from '../../../src/desk/release/withdraw.ts';
import { openHouse } from '../../support/house.ts';
import { givenCopy, givenStory, givenUpdate } from '../../support/given.ts';

describe('GET /v1/articles/{article}', () => {
  it('gives a live story by its slug and by its id, with its canonical address', async () => {
    const house = await openHouse({ seed: 'none' });
    const id = await givenStory(house);
    const bySlug = await house.client.get('/v1/articles/a-story');
    const byId = await house.client.get(`/v1/articles/${id}`);
    expect(byId.json()).toEqual(bySlug.json());
    expect(byId.headers.link).toBe(
      [
        '</v1/articles/a-story?locale=en>; rel="canonical"',
        '</v1/articles/a-story/ninjs?locale=en>; rel="alternate"; type="application/json"',
        '</v1/articles/a-story/jsonld?locale=en>; rel="alternate"; type="application/ld+json"',
        `</oembed?url=${encodeURIComponent(byId.json().url)}>; rel="alternate"; type="application/json+oembed"`,
      ].join(', '),
    );
    expect(byId.headers.etag).toBe(bySlug.headers.etag);
  });

  it('leaves out what has no value', async () => {
    const house = await openHouse({ seed: 'none' });
    await givenStory(house, { publishedAt: '2022-06-04T12:00:00Z', deskNote: 'Call him back.' });
    const story = (await house.client.get('/v1/articles/a-story')).json();
    expect(JSON.stringify(story)).not.toContain('null');
    expect(Object.keys(story).sort()).toEqual([
      'attributions',
      'availableLocales',
      'body',
      'breaking',
      'bylines',
      'corrections',
      'externalIds',
      'headline',
      'id',
      'kind',
      'locale',
      'placements',
      'publishedAt',
      'related',
      'slug',
      'subjects',
      'topics',
      'translations',
      'updatedAt',
      'url',
      'version',
    ]);
  });

  it('keeps showing the public version while the desk works on the next', async () => {
    const house = await openHouse({ seed: 'none' });
    const id = await givenStory(house, { bodyText: 'First.' });
    const before = await house.client.get('/v1/articles/a-story');
    house.clock.advance(60_000);
    await givenUpdate(house, id, { headline: 'A better headline', bodyText: 'Second.' });
    const after = (await house.client.get('/v1/articles/a-story')).json();
    expect(before.json()).toMatchObject({ version: 1, headline: 'A story' });
    expect(after).toMatchObject({ version: 2, headline: 'A better headline', slug: 'a-story' });
    expect(after.publishedAt).toBe(before.json().publishedAt);
    expect(after.updatedAt > before.json().updatedAt).toBe(true);
  });

  it('tells the corrections, newest first, without refiles', async () => {
    const house = await openHouse({ seed: 'none' });
    const id = await givenStory(house, { bodyText: 'One.' });
    for (const [n, kind] of (['correction', 'refile', 'clarification'] as const).entries()) {
      house.clock.advance(60_000);
      await givenUpdate(
        house,
        id,
        { bodyText: `Text ${n}.` },
        { kind, text: `Because of ${kind}.`, material: kind === 'correction' },
      );
    }
    const { corrections, version } = (await house.client.get('/v1/articles/a-story')).json();
    expect(version).toBe(4);
    expect(corrections).toMatchObject([
      { kind: 'clarification', material: false, version: 4, text: 'Because of clarification.' },
      { kind: 'correction', material: true, version: 2, at: '2026-11-23T12:01:00.000Z' },
    ]);
  });

  it('leads from a former slug to the present one, with the query', async () => {
    const house = await openHouse({ seed: 'none' });
    const id = await givenStory(house, { slug: 'old-name' });
    await givenUpdate(house, id, { slug: 'new-name', standfirst: 'New.' });
    const answer = await house.client.get('/v1/articles/old-name?body=text');
    expect(answer.statusCode).toBe(301);
    expect(answer.headers.location).toBe('/v1/articles/new-name?body=text&locale=en');
    expect((await house.client.get(String(answer.headers.location))).json()).toMatchObject({
      id,
      bodyText: 'One paragraph.',
    });
    expect((await house.client.get(`/v1/articles/${id}`)).statusCode).toBe(200);
  });

  it('leads from every slug to the present one when a story is renamed back and forth', async () => {
    const house = await openHouse({ seed: 'none' });
    const id = await givenStory(house, { slug: 'first' });
    for (const slug of ['second', 'first', 'second', 'third', 'first']) {
      await givenUpdate(house, id, { slug });
      expect((await house.client.get(`/v1/articles/${slug}`)).json().id).toBe(id);
    }
    for (const former of ['second', 'third']) {
      const answer = await house.client.get(`/v1/articles/${former}`);
      expect([answer.statusCode, answer.headers.location]).toEqual([301, '/v1/articles/first?locale=en']);
    }
  });

  it('does not lead from a slug that was never public', async () => {
    const house = await openHouse({ seed: 'none' });
    const id = await givenCopy(house, { slug: 'working-title' });
    const { saveCopy } = await import('../../../src/desk/drafts/save.ts');
    const { publishArticle } = await import('../../../src/desk/release/publish.ts');
    const { storyIn } = await import('../../support/given.ts');
    await house.act(id, (work, story) => saveCopy(work, story, storyIn({ slug: 'final-title' })));
    await house.act(id, publishArticle);
    expect((await house.client.get('/v1/articles/working-title')).statusCode).toBe(404);
    expect((await house.client.get('/v1/articles/final-title')).statusCode).toBe(200);
  });

  it('answers 404 for a draft exactly as for nothing', async () => {
    const house = await openHouse({ seed: 'none' });
    const id = await givenCopy(house, { slug: 'secret' });
    const answers = await Promise.all(
      ['nothing', 'secret', id].map((name) => house.client.get(`/v1/articles/${name}`)),
    );
    const [nothing, ...drafts] = answers.map((answer) => {
      const { requestId: _, ...body } = answer.json();
      const { 'x-request-id': __, date: ___, ...headers } = answer.headers;
      return { status: answer.statusCode, body, headers };
    });
    expect(nothing!.status).toBe(404);
    for (const draft of drafts) expect(draft).toEqual(nothing);
  });

  it('answers 410 with headline and notice for a withdrawn story, under every name it had', async () => {
    const house = await openHouse({ seed: 'none' });
    const id = await givenStory(house, { slug: 'old-name' });
    await givenUpdate(house, id, { slug: 'new-name', standfirst: 'New.' });
    await house.act(id, (work, story) =>
      withdrawArticle(work, story, { reason: 'Made up.', notice: 'We were wrong.' }),
    );
    for (const name of ['old-name', 'new-name', id]) {
      const answer = await house.client.get(`/v1/articles/${name}`);
      expect(answer.statusCode).toBe(410);
      expect(answer.json()).toMatchObject({
        type: 'http://localhost:3000/problems/gone',
        tombstone: {
          id,
          state: 'withdrawn',
          at: '2026-11-23T12:00:00.000Z',
          headline: 'A story',
          notice: 'We were wrong.',
        },
      });
      expect(answer.body).not.toContain('Made up');
    }
    expect((await house.client.get('/v1/articles')).json().data).toEqual([]);
  });

  it('is there again when a withdrawn story is published again', async () => {
    const house = await openHouse({ seed: 'none' });
    const id = await givenStory(house);
    await house.act(id, (work, story) =>
      withdrawArticle(work, story, { reason: 'Doubts.', notice: 'Under review.' }),
    );
    await givenUpdate(house, id, { standfirst: 'Checked.' });
    expect((await house.client.get('/v1/articles/a-story')).statusCode).toBe(200);
  });

  it('answers 404 after a story was unpublished, under every name it had', async () => {
    const house = await openHouse({ seed: 'none' });
    const id = await givenStory(house, { slug: 'old-name' });
    await givenUpdate(house, id, { slug: 'new-name', standfirst: 'New.' });
    await house.act(id, (work, story) => unpublishArticle(work, story, { reason: 'Too early.' }));
    for (const name of ['old-name', 'new-name', id])
      expect((await house.client.get(`/v1/articles/${name}`)).statusCode).toBe(404);
  });
});

describe('a slug in several languages', () => {
  it('means the story of the locale that is asked for', async () => {
    const house = await openHouse({ seed: 'none' });
    const ja = await givenStory(house, { slug: 'summit', locale: 'ja' });
    const en = await givenStory(house, { slug: 'summit', locale: 'en' });
    async function idAt(query: string, headers = {}): Promise<string> {
      return (await house.client.get(`/v1/articles/summit${query}`, { headers })).json().id;
    }
    expect(await idAt('?locale=ja')).toBe(ja);
    expect(await idAt('')).toBe(en);
    expect(await idAt('', { 'accept-language': 'ja' })).toBe(en);
    expect((await house.client.get('/v1/articles/summit?locale=fr')).statusCode).toBe(404);
    expect((await house.client.get('/v1/articles/summit?locale=no!')).statusCode).toBe(400);
  });

  it('means the oldest where there is none in the default locale', async () => {
    const house = await openHouse({ seed: 'none' });
    const ja = await givenStory(house, { slug: 'summit', locale: 'ja' });
    await givenStory(house, { slug: 'summit', locale: 'fr' });
    expect((await house.client.get('/v1/articles/summit')).json().id).toBe(ja);
  });
});
