import { toTimestamp } from '../../../../src/foundation/clock.ts';
import { surrogateKeyOf } from '../../../../src/foundation/http/answer/surrogate-keys.ts';
import { describe, expect, it } from 'vitest';
import { actionsOn, publicRevisionOf, eventsOn, changesOn } from '../../../support/at-desk.ts';
import { deskOf } from '../../../support/desk.ts';
import { openHouse } from '../../../support/house.ts';
import { faultsOf } from '../../../support/walk.ts';
import { wireTo } from '../../../support/wire.ts';

const one = '2026-11-23T13:00:00.000Z';
const two = '2026-11-23T14:00:00.000Z';
const reason = 'The licence ends.';

async function furnished() {
  const house = await openHouse({ seed: 'none' });
  const desk = await deskOf(house, 'editor');
  const { id } = await desk.create({ headline: 'Licensed' });
  return { house, desk, id };
}

describe('POST /v1/desk/articles/{article}/expire', () => {
  it('takes a story away at that very moment, from its address and from every list, however warm', async () => {
    const { house, desk, id } = await furnished();
    const ask = await wireTo(house.app);
    await desk.act(id, 'publish', {});
    const set = await desk.act(id, 'expire', { at: one, reason });
    expect(set.json()).toMatchObject({ expiresAt: one, publication: { state: 'live' } });
    const urls = [`/v1/articles/${id}`, '/v1/articles/licensed', '/v1/articles', '/v1/articles?count=true'];
    house.clock.set('2026-11-23T12:59:59.999Z');
    for (const url of urls) {
      await ask(url);
      const warm = await ask(url);
      expect([warm.status, warm.headers['cache-status']]).toEqual([200, 'dateline; hit']);
      expect(String(warm.bytes)).toContain(id);
      expect(warm.headers['cache-control']).toContain('max-age=0, s-maxage=0');
    }
    house.clock.set(one);
    const gone = await house.client.get(`/v1/articles/${id}`);
    expect(gone.statusCode).toBe(410);
    expect(gone.json().tombstone).toEqual({ id, state: 'expired', at: one });
    expect(gone.body).not.toContain('Licensed');
    expect(gone.body).not.toContain(reason);
    for (const url of urls.slice(2)) expect(String((await ask(url)).bytes)).not.toContain(id);
    expect((await ask(urls[1]!)).status).toBe(410);
    expect((await desk.read(id)).publication).toMatchObject({ state: 'expired', version: 1 });
    expect((await eventsOn(house, id))[0]).toMatchObject({
      action: 'article.expired',
      by: { name: 'Dateline' },
      fromVersion: 1,
    });
    expect((await changesOn(house, id)).at(-1)).toMatchObject({
      ...{ action: 'removed', state: 'expired' },
      keys: expect.arrayContaining([surrogateKeyOf(id), 'articles', 'many']),
    });
  });

  it('does so at once without a moment, for live stories only', async () => {
    const { house, desk, id } = await furnished();
    const early = await desk.act(id, 'expire', { reason });
    expect(early.statusCode).toBe(422);
    expect(faultsOf(early.json())['/at']).toContain('not live');
    await desk.act(id, 'publish', {});
    const answer = await desk.act(id, 'expire', { reason });
    expect(answer.json()).toMatchObject({
      publication: { state: 'expired' },
      expiresAt: '2026-11-23T12:00:00.000Z',
    });
    expect((await house.client.get(`/v1/articles/${id}`)).statusCode).toBe(410);
    expect((await eventsOn(house, id))[0]).toMatchObject({ action: 'article.expired', reason });
    expect((await desk.act(id, 'expire', { reason })).statusCode).toBe(409);
  });

  it('moves what was set before, earlier or later, and says it in public, where nothing else changes', async () => {
    const { house, desk, id } = await furnished();
    await desk.act(id, 'publish', {});
    const revision = await publicRevisionOf(house);
    const before = await house.client.get(`/v1/articles/${id}`);
    expect(before.json()).not.toHaveProperty('expiresAt');
    await desk.act(id, 'expire', { at: '2030-01-01T00:00:00Z', reason });
    await desk.act(id, 'expire', { at: '2029-01-01T00:00:00Z', reason });
    const after = await house.client.get(`/v1/articles/${id}`);
    expect([after.json(), after.headers['cache-control']]).toEqual([
      { ...before.json(), expiresAt: '2029-01-01T00:00:00.000Z' },
      before.headers['cache-control'],
    ]);
    expect(await publicRevisionOf(house)).toBe(revision + 2);
    expect((await eventsOn(house, id))[0]).toMatchObject({
      action: 'article.expirySet',
      reason,
      data: { from: '2030-01-01T00:00:00.000Z', until: '2029-01-01T00:00:00.000Z' },
    });
  });

  it('purges nothing while the story is not live, nor when it is extended then', async () => {
    const { house, desk, id } = await furnished();
    await desk.act(id, 'expire', { at: one, reason });
    await desk.act(id, 'extend', { until: two });
    const [extended, set] = await eventsOn(house, id);
    expect([set!.action, extended!.action]).toEqual(['article.expirySet', 'article.extended']);
    expect(await changesOn(house, id)).toEqual([]);
    await desk.act(id, 'publish', {});
    await desk.act(id, 'expire', { at: one, reason });
    await desk.act(id, 'extend', { until: two });
    const end = { action: 'upserted', material: false, keys: [surrogateKeyOf(id), 'many'] };
    expect((await changesOn(house, id)).slice(1)).toMatchObject([end, end]);
  });

  it('refuses a moment that is past, one before a schedule, and no reason', async () => {
    const { desk, id } = await furnished();
    await desk.act(id, 'schedule', { at: one });
    for (const at of ['2026-11-23T12:00:00Z', one]) {
      const refused = await desk.act(id, 'expire', { at, reason });
      expect([at, refused.statusCode, Object.keys(faultsOf(refused.json()))]).toEqual([at, 422, ['/at']]);
    }
    expect((await desk.act(id, 'expire', { at: two })).statusCode).toBe(400);
    expect((await desk.act(id, 'expire', { at: two, reason })).statusCode).toBe(200);
  });

  it('keeps a story from going out once it is over: by hand, by schedule, and when both fall due while nobody is there', async () => {
    const { house, desk, id } = await furnished();
    await desk.act(id, 'schedule', { at: one });
    await desk.act(id, 'expire', { at: two, reason });
    const late = await desk.act(id, 'schedule', { at: two });
    expect(late.statusCode).toBe(409);
    expect(late.json().detail).toContain(`until ${two} at most`);
    house.clock.set(two);
    expect((await house.client.get(`/v1/articles/${id}`)).statusCode).toBe(404);
    expect(await actionsOn(house, id)).not.toContain('article.published');
    expect((await desk.read(id)).scheduled?.failed?.faults).toEqual([
      { detail: `This story may be public until ${two} at most; extend it first.` },
    ]);
    expect((await desk.act(id, 'publish', {})).statusCode).toBe(409);
  });
});

describe('POST /v1/desk/articles/{article}/extend', () => {
  it('lets an expired story be published again, and not come back by itself', async () => {
    const { house, desk, id } = await furnished();
    await desk.act(id, 'publish', {});
    await desk.act(id, 'expire', { reason });
    const change = { kind: 'update', text: 'The licence was renewed.' };
    const early = await desk.act(id, 'publish', { change });
    expect(early.statusCode).toBe(409);
    expect(early.json().actions).toContain('extend');
    const extended = await desk.act(id, 'extend', { until: two, reason: 'Renewed.' });
    expect(extended.json()).toMatchObject({ expiresAt: two, publication: { state: 'expired' } });
    expect((await house.client.get(`/v1/articles/${id}`)).statusCode).toBe(410);
    await desk.act(id, 'publish', { change });
    expect((await house.client.get(`/v1/articles/${id}`)).statusCode).toBe(200);
    house.clock.set(two);
    expect((await house.client.get(`/v1/articles/${id}`)).json().tombstone.at).toBe(two);
    expect(await actionsOn(house, id)).toEqual([
      ...['article.created', 'article.published', 'article.expired', 'article.extended'],
      ...['article.published', 'article.expired'],
    ]);
  });

  it('brings back what a wrong clock had ended before its time, as it was', async () => {
    const { house, desk, id } = await furnished();
    await desk.act(id, 'publish', {});
    await desk.act(id, 'expire', { at: two, reason });
    const before = (await house.client.get(`/v1/articles/${id}`)).json();
    const now = house.clock.now();
    house.clock.set(two);
    expect((await house.client.get(`/v1/articles/${id}`)).statusCode).toBe(410);
    house.clock.set(toTimestamp(now + 1_000));
    expect((await house.client.get(`/v1/articles/${id}`)).statusCode).toBe(410);
    await desk.patch(id, { kicker: 'Not to be public' });
    const earlier = await desk.act(id, 'extend', { until: one, reason });
    expect(Object.keys(faultsOf(earlier.json()))).toEqual(['/until']);
    const extended = await desk.act(id, 'extend', { until: two, reason: 'The clock was wrong.' });
    expect(extended.json()).toMatchObject({ expiresAt: two, publication: { state: 'live' } });
    expect((await house.client.get(`/v1/articles/${id}`)).json()).toEqual(before);
    expect((await actionsOn(house, id)).slice(-2)).toEqual(['article.extended', 'article.published']);
    house.clock.set(two);
    expect((await house.client.get(`/v1/articles/${id}`)).statusCode).toBe(410);
  });

  it('takes the end off, and refuses what is no later than it was', async () => {
    const { house, desk, id } = await furnished();
    await desk.act(id, 'publish', {});
    expect((await desk.act(id, 'extend', { until: two })).statusCode).toBe(409);
    await desk.act(id, 'expire', { at: one, reason });
    const earlier = await desk.act(id, 'extend', { until: one });
    expect([earlier.statusCode, Object.keys(faultsOf(earlier.json()))]).toEqual([422, ['/until']]);
    const endless = await desk.act(id, 'extend', { until: null });
    expect(endless.json()).not.toHaveProperty('expiresAt');
    house.clock.set(two);
    expect((await house.client.get(`/v1/articles/${id}`)).statusCode).toBe(200);
    expect((await eventsOn(house, id))[0]).toMatchObject({ action: 'article.extended', data: { from: one } });
  });
});
