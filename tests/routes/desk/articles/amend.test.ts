import { describe, expect, it } from 'vitest';
import type { Article } from '../../../../src/edition/show/schema.ts';
import { surrogateKeyOf } from '../../../../src/foundation/http/answer/surrogate-keys.ts';
import { eventsOn, publicRevisionOf, changesOn } from '../../../support/at-desk.ts';
import { deskOf } from '../../../support/desk.ts';
import { givenByline, givenStory, givenTopic, givenUpdate } from '../../../support/given.ts';
import { openHouse, type House } from '../../../support/house.ts';
import { faultsOf } from '../../../support/walk.ts';

const reason = 'The day was wrong once more.';
const wrong = 'The first bus leaves on July 2.';
const right = 'The first bus leaves on July 3.';

/** A live story with a correction that is wrong. */
async function corrected() {
  const house = await openHouse({ seed: 'none' });
  const chief = await deskOf(house, 'chief');
  const topic = await givenTopic(house, { name: 'Buses' });
  const byline = await givenByline(house);
  const fields = {
    headline: 'Buses',
    topics: [topic],
    bylines: [{ byline, role: 'author' as const }],
    subjects: [{ code: 'medtop:20000639' }],
  };
  const id = await givenStory(house, fields);
  house.clock.advance(60_000);
  await givenUpdate(house, id, { ...fields, bodyText: 'Mended.' }, { kind: 'correction', text: wrong });
  const { data } = (await chief.send('GET', `/articles/${id}/corrections`)).json<{
    data: { id: string }[];
  }>();
  house.clock.advance(60_000);
  return { house, chief, id, correction: data[0]!.id };
}

/** Every output that shows corrections. */
const outputs = [
  '/v1/articles/buses',
  '/v1/articles?include=body',
  '/v1/corrections',
  '/v1/articles/buses/ninjs',
  '/v1/articles/buses/jsonld',
  '/feeds/rss.xml',
  '/feeds/atom.xml',
  '/feeds/feed.json',
  '/feeds/ninjs.json',
];

async function everywhere(house: House): Promise<Record<string, string>> {
  const read = outputs.map(async (url) => [url, (await house.client.get(url)).body] as const);
  return Object.fromEntries(await Promise.all(read));
}

describe('POST /v1/desk/articles/{article}/corrections/{correction}/amend', () => {
  it('corrects the text in every output, and keeps what it said in the history', async () => {
    const { house, chief, id, correction } = await corrected();
    for (const [url, body] of Object.entries(await everywhere(house))) expect(body, url).toContain(wrong);
    const answer = await chief.act(id, `corrections/${correction}/amend`, {
      reason,
      text: right,
      material: true,
    });
    expect(answer.statusCode, answer.body).toBe(200);
    for (const [url, body] of Object.entries(await everywhere(house))) {
      expect(body, url).toContain(right);
      expect(body, url).not.toContain(wrong);
      expect(body, url).not.toContain(reason);
    }
    const story = (await house.client.get('/v1/articles/buses')).json<Article>();
    expect(story.corrections).toMatchObject([
      {
        id: correction,
        kind: 'correction',
        material: true,
        at: '2026-11-23T12:01:00.000Z',
        amendedAt: '2026-11-23T12:02:00.000Z',
      },
    ]);
    const [event] = await eventsOn(house, id);
    expect(event).toMatchObject({
      action: 'article.correctionAmended',
      reason,
      data: { correction, before: { kind: 'correction', text: wrong }, after: { text: right } },
    });
    expect((await changesOn(house, correction)).at(-1)).toMatchObject({
      ...{ kind: 'correction', action: 'upserted' },
      keys: expect.arrayContaining(['corrections', surrogateKeyOf(id)]),
    });
  });

  it('makes the story as new as its words, in every order', async () => {
    const { house, chief, id, correction } = await corrected();
    await chief.act(id, `corrections/${correction}/amend`, { reason, text: right });
    const now = new Date(house.clock.now()).toISOString();
    expect((await chief.read(id)).publication.updatedAt).toBe(now);
    for (const filter of ['', '&topic=buses', '&byline=jane-doe', '&subject=medtop:20000639']) {
      const changed = await house.client.get(`/v1/articles?updatedFrom=${now}&sort=-updatedAt${filter}`);
      expect(changed.json().data, filter).toMatchObject([{ id, updatedAt: now }]);
    }
    expect((await house.client.get('/v1/articles/buses')).headers['last-modified']).toBe(
      new Date(now).toUTCString(),
    );
  });

  it('changes nothing where it says the same', async () => {
    const { house, chief, id, correction } = await corrected();
    const [{ etag }, revision] = [await chief.read(id), await publicRevisionOf(house)];
    const answer = await chief.act(id, `corrections/${correction}/amend`, { reason, text: wrong });
    expect([answer.headers.etag, await publicRevisionOf(house)]).toEqual([etag, revision]);
  });

  it('is corrected as well while the story is withdrawn', async () => {
    const { house, chief, id, correction } = await corrected();
    await chief.act(id, 'withdraw', { reason, notice: 'Under review.' });
    await chief.act(id, `corrections/${correction}/amend`, { reason, text: right });
    await chief.act(id, 'publish', { change: { kind: 'refile', text: 'Back.' } });
    expect((await house.client.get('/v1/corrections')).json().data).toMatchObject([{ text: right }]);
  });

  it('is refused to an editor, for what is not public, and without anything to correct', async () => {
    const { house, chief, id, correction } = await corrected();
    const editor = await deskOf(house, 'editor');
    const refused = await editor.act(id, `corrections/${correction}/amend`, { reason, text: right });
    expect([refused.statusCode, refused.json()]).toMatchObject([403, { scope: 'articles:amend' }]);
    expect((await editor.read(id)).actions.amendCorrection.allowed).toBe(false);
    expect((await chief.act(id, `corrections/${correction}/amend`, { reason })).statusCode).toBe(400);
    expect((await chief.act(id, `corrections/${correction}/amend`, { text: right })).statusCode).toBe(400);
    expect(
      (await chief.act(id, `corrections/${correction}/amend`, { reason, kind: 'refile' })).statusCode,
    ).toBe(400);
    expect((await chief.act(id, 'corrections/nothing/amend', { reason, text: right })).statusCode).toBe(404);
    const other = await givenStory(house, { headline: 'Other' });
    await givenUpdate(house, other, { bodyText: 'More.' }, { kind: 'refile', text: 'A comma.' });
    const none = await chief.act(other, `corrections/${correction}/amend`, { reason, text: right });
    expect([none.statusCode, none.json().detail]).toEqual([409, 'This story has no public correction.']);
  });
});

describe('POST /v1/desk/articles/{article}/corrections/{correction}/retract', () => {
  it('takes it out of every output, and keeps it in the history', async () => {
    const { house, chief, id, correction } = await corrected();
    const answer = await chief.act(id, `corrections/${correction}/retract`, { reason });
    expect(answer.statusCode, answer.body).toBe(200);
    for (const [url, body] of Object.entries(await everywhere(house))) expect(body, url).not.toContain(wrong);
    expect((await house.client.get('/v1/corrections')).json().data).toEqual([]);
    expect((await chief.send('GET', `/articles/${id}/corrections`)).json().data).toMatchObject([
      { id: correction, text: wrong, publicUntil: '2026-11-23T12:02:00.000Z' },
    ]);
    const [event] = await eventsOn(house, id);
    expect(event).toMatchObject({
      action: 'article.correctionRetracted',
      reason,
      data: { before: { text: wrong } },
    });
    expect((await chief.act(id, `corrections/${correction}/retract`, { reason })).statusCode).toBe(409);
  });
});

describe('GET /v1/desk/articles/{article}/public?asOf=', () => {
  it('gives corrections and notices as they read then', async () => {
    const { house, chief, id, correction } = await corrected();
    async function then(at: string) {
      return (await chief.send('GET', `/articles/${id}/public?asOf=${at}`)).json();
    }
    await chief.act(id, `corrections/${correction}/amend`, { reason, text: right });
    house.clock.advance(60_000);
    await chief.act(id, `corrections/${correction}/retract`, { reason });
    house.clock.advance(60_000);
    await chief.act(id, 'kill', { reason, notice: 'The minutes were forged.' });
    house.clock.advance(60_000);
    await chief.act(id, 'amend-notice', { reason, notice: 'The source was not genuine.' });
    const [first, second, third] = ['12:01', '12:02', '12:03'].map((at) => `2026-11-23T${at}:30Z`);
    const amendedAt = '2026-11-23T12:02:00.000Z';
    const [before] = (await then(first!)).article.corrections;
    expect(before).toMatchObject({ text: wrong });
    expect(before).not.toHaveProperty('amendedAt');
    expect(await then(second!)).toMatchObject({
      updatedAt: amendedAt,
      article: { corrections: [{ text: right, amendedAt }] },
    });
    expect((await then(third!)).article.corrections).toEqual([]);
    expect(await then('2026-11-23T12:04:30Z')).toMatchObject({
      state: 'killed',
      notice: 'The minutes were forged.',
    });
    expect(await then('2026-11-23T12:05:00Z')).toMatchObject({
      state: 'killed',
      notice: 'The source was not genuine.',
    });
  });
});

describe('POST /v1/desk/articles/{article}/amend-notice', () => {
  it.each([
    ['withdraw', 'withdrawn'],
    ['kill', 'killed'],
  ])('corrects and retracts what readers are told after %s', async (taken, state) => {
    const { house, chief, id } = await corrected();
    await chief.act(id, taken, { reason, notice: 'Jane Doe made it up.' });
    expect((await chief.read(id)).notice).toBe('Jane Doe made it up.');
    house.clock.advance(60_000);
    const answer = await chief.act(id, 'amend-notice', { reason, notice: 'It was not true.' });
    expect([answer.statusCode, answer.json().notice]).toEqual([200, 'It was not true.']);
    const gone = await house.client.get('/v1/articles/buses');
    expect([gone.statusCode, gone.json().tombstone]).toMatchObject([
      410,
      { notice: 'It was not true.', at: '2026-11-23T12:02:00.000Z' },
    ]);
    for (const url of ['/v1/articles/buses', '/feeds/atom.xml'])
      expect((await house.client.get(url)).body, url).not.toContain('Jane');
    expect((await house.client.get('/feeds/atom.xml')).body).toContain('It was not true.');
    const [event] = await eventsOn(house, id);
    expect(event).toMatchObject({
      action: 'article.noticeAmended',
      reason,
      data: { notice: 'It was not true.', before: { notice: 'Jane Doe made it up.' } },
    });
    expect((await changesOn(house, id)).at(-1)).toMatchObject({ action: 'removed', state });
    await chief.act(id, 'amend-notice', { reason, notice: null });
    expect((await house.client.get('/v1/articles/buses')).json().tombstone).not.toHaveProperty('notice');
  });

  it('replaces the substitute of a killed story, and takes it away', async () => {
    const { house, chief, id } = await corrected();
    const [one, other] = [
      await givenStory(house, { headline: 'One' }),
      await givenStory(house, { headline: 'Other' }),
    ];
    await chief.act(id, 'kill', { reason, notice: 'It was not true.', substitute: one });
    const answer = await chief.act(id, 'amend-notice', { reason, substitute: 'other' });
    expect(answer.json().publication.substitute).toBe(other);
    const { tombstone } = (await house.client.get('/v1/articles/buses')).json();
    expect(tombstone).toMatchObject({ notice: 'It was not true.', substitute: { id: other } });
    await chief.act(id, 'amend-notice', { reason, substitute: null });
    expect((await house.client.get('/v1/articles/buses')).json().tombstone).not.toHaveProperty('substitute');
    for (const substitute of [id, 'nothing']) {
      const refused = await chief.act(id, 'amend-notice', { reason, substitute });
      expect([refused.statusCode, faultsOf(refused.json())]).toMatchObject([
        422,
        { '/substitute': expect.any(String) },
      ]);
    }
  });

  it('leaves a killed story killed, and is refused where readers are told nothing', async () => {
    const { house, chief, id } = await corrected();
    const other = await givenStory(house, { headline: 'Other' });
    expect((await chief.act(id, 'amend-notice', { reason, notice: 'No.' })).statusCode).toBe(409);
    await chief.act(id, 'withdraw', { reason, notice: 'Under review.' });
    const refused = await chief.act(id, 'amend-notice', { reason, substitute: other });
    expect([refused.statusCode, faultsOf(refused.json())]).toMatchObject([
      422,
      { '/substitute': expect.any(String) },
    ]);
    const { id: draft } = await chief.create({ headline: 'Draft' });
    await chief.act(draft, 'kill', { reason, notice: 'Not yet public.' });
    expect((await chief.act(draft, 'amend-notice', { reason, notice: 'No.' })).statusCode).toBe(409);
    expect((await chief.read(draft)).notice).toBeUndefined();
    await chief.act(id, 'kill', { reason, notice: 'It was not true.' });
    await chief.act(id, 'amend-notice', { reason, notice: 'It was false.' });
    expect((await chief.act(id, 'publish', { change: { kind: 'update', text: 'No.' } })).statusCode).toBe(
      409,
    );
    const editor = await deskOf(house, 'editor');
    expect((await editor.act(id, 'amend-notice', { reason, notice: 'No.' })).statusCode).toBe(403);
  });
});
