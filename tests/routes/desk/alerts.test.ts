import { describe, expect, it } from 'vitest';
import { actionsOn, atDesk, publicRevisionOf, eventsOn } from '../../support/at-desk.ts';
import { givenAlert, givenCopy, givenStory } from '../../support/given.ts';
import { type House, openHouse } from '../../support/house.ts';
import { faultsOf } from '../../support/walk.ts';

const line = {
  headline: 'Polls close',
  startsAt: '2026-11-23T11:00:00Z',
  endsAt: '2026-11-23T20:00:00+02:00',
};

/** The headlines that the ticker shows now. */
async function ticker(house: House): Promise<string[]> {
  const { data } = (await house.client.get('/v1/alerts')).json();
  return data.map(({ headline }: { headline: string }) => headline);
}

async function open(role: 'reporter' | 'editor' | 'chief' = 'editor') {
  const house = await openHouse({ seed: 'none' });
  return { house, by: await atDesk(house, role) };
}

describe('GET /v1/desk/alerts', () => {
  it('lists those that start last first, by where they stand', async () => {
    const { house, by } = await open('reporter');
    await givenAlert(house, {
      headline: 'Over',
      startsAt: '2022-01-01T00:00:00Z',
      endsAt: '2022-01-02T00:00:00Z',
    });
    await givenAlert(house, { headline: 'Running' });
    await givenAlert(house, {
      headline: 'Waiting',
      startsAt: '2030-01-01T00:00:00Z',
      endsAt: '2030-01-02T00:00:00Z',
    });
    async function headlines(query: string): Promise<string[]> {
      const { data } = (await by.get(`/v1/desk/alerts?${query}`)).json();
      return data.map(({ headline }: { headline: string }) => headline);
    }
    expect(await headlines('')).toEqual(['Waiting', 'Running', 'Over']);
    expect(await headlines('state=over')).toEqual(['Over']);
    expect(await headlines('state=waiting,running')).toEqual(['Waiting', 'Running']);
    const { page } = (await by.get('/v1/desk/alerts?limit=2')).json();
    expect(await headlines(`limit=2&cursor=${page.next}`)).toEqual(['Over']);
    expect((await by.get('/v1/desk/alerts?state=shouting')).statusCode).toBe(400);
  });
});

describe('POST /v1/desk/alerts', () => {
  it('shows in the ticker at once', async () => {
    const { house, by } = await open();
    const answer = await by.post('/v1/desk/alerts', line);
    expect(answer.statusCode).toBe(201);
    const alert = answer.json();
    expect(alert).toMatchObject({ state: 'running', endsAt: '2026-11-23T18:00:00.000Z', etag: '"r1"' });
    expect(answer.headers['location']).toBe(`/v1/desk/alerts/${alert.id}`);
    expect(await ticker(house)).toEqual(['Polls close']);
    expect(await actionsOn(house, alert.id)).toEqual(['alert.created']);
  });

  it('announces a story by id or slug, and shows only while that is live', async () => {
    const { house, by } = await open();
    const live = await givenStory(house);
    const draft = await givenCopy(house, { headline: 'A draft' });
    const revision = await publicRevisionOf(house);
    const waiting = await by.post('/v1/desk/alerts', { ...line, article: 'a-draft' });
    expect(waiting.json().article).toEqual({ id: draft, live: false });
    expect(await publicRevisionOf(house)).toBe(revision);
    expect(await ticker(house)).toEqual([]);
    const shown = await by.post('/v1/desk/alerts', { ...line, article: live });
    expect(shown.json().article).toEqual({ id: live, live: true });
    expect(await ticker(house)).toEqual(['Polls close']);
    expect(await publicRevisionOf(house)).toBe(revision + 1);
  });

  it('is not public before it starts', async () => {
    const { house, by } = await open();
    const revision = await publicRevisionOf(house);
    const answer = await by.post('/v1/desk/alerts', { ...line, startsAt: '2026-11-23T13:00:00Z' });
    expect(answer.json().state).toBe('waiting');
    expect(await publicRevisionOf(house)).toBe(revision);
  });

  it('refuses what is misshapen, naming all of it', async () => {
    const { by } = await open();
    const answer = await by.post('/v1/desk/alerts', { headline: '', startsAt: 'now', endsAt: '2026-11-23' });
    expect(answer.statusCode).toBe(400);
    expect(Object.keys(faultsOf(answer.json()))).toEqual(['/headline', '/startsAt', '/endsAt']);
    const missing = await by.post('/v1/desk/alerts', {});
    expect(faultsOf(missing.json())).toEqual({
      '/headline': 'headline is required',
      '/startsAt': 'startsAt is required',
      '/endsAt': 'endsAt is required',
    });
    const backwards = await by.post('/v1/desk/alerts', { ...line, startsAt: '2026-12-23T00:00:00Z' });
    expect(backwards.statusCode).toBe(400);
    expect(faultsOf(backwards.json())).toHaveProperty('/endsAt');
  });

  it('refuses without its scope', async () => {
    const { by } = await open('reporter');
    expect((await by.post('/v1/desk/alerts', line)).statusCode).toBe(403);
  });

  it.each([
    [{ article: 'no-such-story' }, '/article'],
    [{ startsAt: '2022-01-01T00:00:00Z', endsAt: '2022-01-02T00:00:00Z' }, '/endsAt'],
  ])('refuses %j', async (fields, pointer) => {
    const { by } = await open();
    const answer = await by.post('/v1/desk/alerts', { ...line, ...fields });
    expect(answer.statusCode).toBe(422);
    expect(Object.keys(faultsOf(answer.json()))).toEqual([pointer]);
  });
});

describe('PATCH /v1/desk/alerts/{alert}', () => {
  it('changes the line, and ends it at once when its end is moved into the past', async () => {
    const { house, by } = await open();
    const id = await givenAlert(house);
    const url = `/v1/desk/alerts/${id}`;
    expect((await by.patch(url, '"r1"', { headline: 'Counting begins' })).json().etag).toBe('"r2"');
    expect(await ticker(house)).toEqual(['Counting begins']);
    house.clock.advance(60_000);
    const ended = await by.patch(url, '"r2"', { endsAt: '2026-11-23T12:00:30Z' });
    expect(ended.json().state).toBe('over');
    expect(await ticker(house)).toEqual([]);
    expect(await actionsOn(house, id)).toEqual(['alert.created', 'alert.changed', 'alert.changed']);
  });

  it('exchanges its story for a link', async () => {
    const { house, by } = await open();
    const story = await givenStory(house);
    const id = await givenAlert(house, { article: story });
    const url = `/v1/desk/alerts/${id}`;
    const both = await by.patch(url, '"r1"', { url: 'https://www.nato.int/' });
    expect(both.statusCode).toBe(422);
    expect(faultsOf(both.json())).toHaveProperty('/url');
    const link = await by.patch(url, '"r1"', { url: 'https://www.nato.int/', article: null });
    expect(link.json()).not.toHaveProperty('article');
    expect(link.json().url).toBe('https://www.nato.int/');
  });

  it('keeps its etag when nothing is new', async () => {
    const { house, by } = await open();
    const id = await givenAlert(house);
    const revision = await publicRevisionOf(house);
    const answer = await by.patch(`/v1/desk/alerts/${id}`, '"r1"', { headline: 'Voting begins' });
    expect(answer.headers['etag']).toBe('"r1"');
    expect(await publicRevisionOf(house)).toBe(revision);
  });

  it('refuses in order: 400, 404, 412, 422, 428', async () => {
    const { house, by } = await open();
    const id = await givenAlert(house);
    const url = `/v1/desk/alerts/${id}`;
    expect(faultsOf((await by.patch(url, '"r1"', { headline: null })).json())).toHaveProperty('/headline');
    expect((await by.patch(url, '*', {})).statusCode).toBe(400);
    expect((await by.patch('/v1/desk/alerts/alert_none', '"r1"', {})).statusCode).toBe(404);
    expect((await by.patch(url, '"r2"', {})).statusCode).toBe(412);
    const backwards = await by.patch(url, '"r1"', { endsAt: '2022-01-01T00:00:00Z' });
    expect(backwards.statusCode).toBe(422);
    expect((await by.patch(url, '"r1"', { article: 'no-such-story' })).statusCode).toBe(422);
    expect((await by.patch(url, undefined, {})).statusCode).toBe(428);
  });

  it('refuses without its scope', async () => {
    const { house, by } = await open('reporter');
    const id = await givenAlert(house);
    expect((await by.patch(`/v1/desk/alerts/${id}`, '"r1"', {})).statusCode).toBe(403);
  });
});

describe('DELETE /v1/desk/alerts/{alert}', () => {
  it('takes it off at once', async () => {
    const { house, by } = await open('chief');
    const id = await givenAlert(house);
    const url = `/v1/desk/alerts/${id}`;
    expect((await by.delete(`${url}?dryRun=true`, '"r1"')).statusCode).toBe(204);
    expect(await ticker(house)).toHaveLength(1);
    expect((await by.delete(url, '"r1"')).statusCode).toBe(204);
    expect(await ticker(house)).toEqual([]);
    expect((await by.get(url)).statusCode).toBe(404);
    expect(await actionsOn(house, id)).toEqual(['alert.created', 'alert.deleted']);
  });

  it('keeps on record what it was, and what its fields held before each change', async () => {
    const { house, by } = await open('chief');
    const article = await givenStory(house);
    const startsAt = '2026-11-23T12:00:00.000Z';
    const id = await givenAlert(house, { headline: 'Polls open', article, startsAt });
    const patch = { startsAt: '2026-11-23T12:30:00Z', article: null };
    await by.patch(`/v1/desk/alerts/${id}`, '"r1"', patch);
    await by.delete(`/v1/desk/alerts/${id}`, '"r2"');
    const [deleted, changed] = await eventsOn(house, id);
    expect(changed?.data).toEqual({ fields: ['startsAt', 'article'], before: { startsAt, article } });
    expect(deleted?.data).toMatchObject({
      headline: 'Polls open',
      startsAt: '2026-11-23T12:30:00.000Z',
      state: 'waiting',
    });
  });

  it('refuses an editor, a stale tag and none at all', async () => {
    const { house, by } = await open('chief');
    const url = `/v1/desk/alerts/${await givenAlert(house)}`;
    const editor = await atDesk(house, 'editor');
    expect((await editor.delete(url, '"r1"')).statusCode).toBe(403);
    expect((await by.delete(url, '"r2"')).statusCode).toBe(412);
    expect((await by.delete(url)).statusCode).toBe(428);
  });
});
