import { describe, expect, it } from 'vitest';
import { deskOf } from '../../../support/desk.ts';
import { givenByline, givenPicture } from '../../../support/given.ts';
import { openHouse } from '../../../support/house.ts';

async function atWork() {
  const house = await openHouse({ seed: 'none' });
  const desk = await deskOf(house, 'chief');
  async function asOf(id: string, at: string, more = '') {
    return (await desk.send('GET', `/articles/${id}/public?asOf=${encodeURIComponent(at)}${more}`)).json();
  }
  return { house, desk, asOf };
}

describe('GET /v1/desk/articles/{article}/public?asOf=', () => {
  it('gives what the public could read at that moment, as the public was given it', async () => {
    const { house, desk, asOf } = await atWork();
    const { client, clock } = house;
    const seen: Record<string, unknown> = {};
    const jane = await givenByline(house);
    const picture = await givenPicture(house);
    clock.set('2026-11-23T12:00:00Z');
    const { id } = await desk.create({
      headline: 'One',
      slug: 'one',
      deskNote: 'Secret.',
      bylines: [{ byline: jane, role: 'author' }],
      leadMedia: { media: picture },
      breakingUntil: '2026-11-23T13:30:00Z',
    });
    async function look(at: string): Promise<void> {
      seen[at] = (await client.get(`/v1/articles/${id}`)).json();
    }
    clock.set('2026-11-23T13:00:00Z');
    await desk.act(id, 'publish', {});
    await look('2026-11-23T13:00:00Z');
    clock.set('2026-11-23T14:00:00Z');
    await desk.patch(id, { headline: 'Two', slug: 'two', breakingUntil: null });
    clock.set('2026-11-23T15:00:00Z');
    await desk.act(id, 'publish', { change: { kind: 'correction', text: 'It is two.', material: true } });
    await look('2026-11-23T15:00:00Z');
    clock.set('2026-11-23T16:00:00Z');
    await desk.patch(id, { headline: 'Three' });
    await desk.act(id, 'publish', { change: { kind: 'refile', text: 'It is three.' } });
    await look('2026-11-23T16:00:00Z');
    clock.set('2026-11-23T17:00:00Z');
    await desk.act(id, 'withdraw', { reason: 'Wrong.', notice: 'This was wrong.' });
    clock.set('2026-11-24T00:00:00Z');

    expect(await asOf(id, '2026-11-23T12:59:59.999Z')).toEqual({
      id,
      asOf: '2026-11-23T12:59:59.999Z',
      state: 'none',
      until: '2026-11-23T13:00:00.000Z',
    });
    for (const [at, article] of Object.entries(seen)) expect((await asOf(id, at)).article).toEqual(article);
    expect(await asOf(id, '2026-11-23T15:30:00+01:00')).toMatchObject({
      state: 'live',
      version: 1,
      since: '2026-11-23T13:00:00.000Z',
      until: '2026-11-23T15:00:00.000Z',
      article: { headline: 'One', slug: 'one', breaking: false, corrections: [] },
    });
    const last = await asOf(id, '2026-11-23T16:59:59Z', '&body=text');
    expect(last).toMatchObject({
      version: 3,
      updatedAt: '2026-11-23T15:00:00.000Z',
      joinedNow: expect.any(Array),
    });
    expect(last.article).toMatchObject({
      headline: 'Three',
      bodyText: 'One paragraph.',
      corrections: { length: 1 },
    });
    expect(JSON.stringify(last)).not.toContain('Secret');
    const after = await asOf(id, '2026-11-23T23:00:00Z');
    expect(after).toMatchObject({ state: 'withdrawn', notice: 'This was wrong.', version: 3 });
    expect([after.article, after.until]).toEqual([undefined, undefined]);
  });

  it('holds when the story was unpublished, and says what of it is as it is now', async () => {
    const { house, desk, asOf } = await atWork();
    const jane = await givenByline(house);
    const { id } = await desk.create({ bylines: [{ byline: jane, role: 'author' }] });
    await desk.act(id, 'publish', {});
    house.clock.set('2026-11-23T13:00:00Z');
    await desk.act(id, 'unpublish', { reason: 'Too early.' });
    const { etag } = (await desk.send('GET', `/bylines/${jane}`)).json();
    await desk.send('PATCH', `/bylines/${jane}`, { etag, body: { name: 'Jane Roe' } });
    const then = await asOf(id, '2026-11-23T12:30:00Z');
    expect(then.article.bylines[0].byline.name).toBe('Jane Roe');
    expect(then.joinedNow).toContain('bylines');
    expect(await asOf(id, '2026-11-23T13:00:00Z')).toMatchObject({ state: 'none', version: 1 });
  });

  it('refuses a moment to come, one without its offset, and whoever may not see the story', async () => {
    const { house, desk } = await atWork();
    const { id } = await desk.create();
    for (const at of ['2026-11-23T12:00:00.001Z', '2026-11-23T12:00:00', 'yesterday'])
      expect((await desk.send('GET', `/articles/${id}/public?asOf=${at}`)).statusCode).toBe(400);
    const reporter = await deskOf(house, 'reporter');
    expect((await reporter.send('GET', `/articles/${id}/public?asOf=2026-11-23T12:00:00Z`)).statusCode).toBe(
      404,
    );
    expect((await house.client.get(`/v1/articles/${id}?asOf=2026-11-23T12:00:00Z`)).statusCode).toBe(400);
  });
});
