import { describe, expect, it } from 'vitest';
import type { Correction } from '../../../../src/edition/corrections/schema.ts';
import { deskOf } from '../../../support/desk.ts';
import { openHouse } from '../../../support/house.ts';

const reason = 'Too early.';

/** A story with a former address and a correction, which was then unpublished. */
async function unpublished() {
  const house = await openHouse({ seed: 'none' });
  const desk = await deskOf(house, 'editor');
  const { id } = await desk.create({ headline: 'Night buses run' });
  await desk.act(id, 'publish', {});
  for (const slug of ['night-buses', 'buses-at-night']) {
    await desk.patch(id, { slug });
    await desk.act(id, 'publish', { change: { kind: 'correction', text: 'They run until four.' } });
  }
  house.clock.advance(60_000);
  const taken = (await desk.act(id, 'unpublish', { reason })).json();
  house.clock.advance(60_000);
  return { house, desk, id, taken };
}

describe('a story that was unpublished', () => {
  it('begins anew: its next publication asks for no change and gives the date', async () => {
    const { house, desk, id, taken } = await unpublished();
    expect(taken.publication).toEqual({
      state: 'none',
      version: 3,
      unpublished: {
        at: '2026-11-23T12:01:00.000Z',
        by: { id: expect.any(String), name: expect.any(String) },
        publishedAt: '2026-11-23T12:00:00.000Z',
      },
    });
    expect(taken.actions.publish).toEqual({ allowed: true, blockers: [] });
    const refused = await desk.act(id, 'publish', { change: { kind: 'update', text: 'Back.' } });
    expect([refused.statusCode, refused.json().errors[0].pointer]).toEqual([422, '/change']);
    await desk.patch(id, { embargoUntil: '2026-11-23T13:00:00Z' });
    house.clock.set('2026-11-23T13:00:00Z');
    const again = (await desk.act(id, 'publish', {})).json();
    const times = { publishedAt: '2026-11-23T13:00:00.000Z', updatedAt: '2026-11-23T13:00:00.000Z' };
    expect(again.publication).toMatchObject({ state: 'live', ...times });
    const { publication: _, ...shown } = (await house.client.get(`/v1/articles/${id}`)).json();
    expect(shown).toMatchObject(times);
  });

  it('takes a date in the past for its first publication, as any new story', async () => {
    const { house, id } = await unpublished();
    const chief = await deskOf(house, 'chief');
    const again = await chief.act(id, 'publish', { publishedAt: '2022-06-04T12:00:00Z' });
    expect(again.json().publication.publishedAt).toBe('2022-06-04T12:00:00.000Z');
  });

  it('has no corrections of its earlier life, but in what the public could read then', async () => {
    const { house, desk, id } = await unpublished();
    await desk.act(id, 'publish', {});
    expect((await house.client.get(`/v1/articles/${id}`)).json().corrections).toEqual([]);
    expect((await house.client.get('/v1/corrections')).json().data).toEqual([]);
    await desk.patch(id, { kicker: 'Transport' });
    await desk.act(id, 'publish', { change: { kind: 'clarification', text: 'In summer.' } });
    const { corrections } = (await house.client.get(`/v1/articles/${id}`)).json<{
      corrections: Correction[];
    }>();
    expect(corrections.map(({ text }) => text)).toEqual(['In summer.']);
    async function correctionsAt(asOf: string) {
      const then = await desk.send('GET', `/articles/${id}/public?asOf=${asOf}`);
      return then.json<{ article: { corrections: Correction[] } }>().article.corrections.length;
    }
    expect(await correctionsAt('2026-11-23T12:00:30Z')).toBe(2);
    expect(await correctionsAt('2026-11-23T12:02:00Z')).toBe(1);
  });

  it('is found at its former addresses when it is published again, and at none before', async () => {
    const { house, desk, id } = await unpublished();
    const addresses = ['night-buses-run', 'night-buses'];
    async function statuses() {
      const answers = addresses.map((slug) => house.client.get(`/v1/articles/${slug}`));
      return (await Promise.all(answers)).map(({ statusCode, headers }) => [statusCode, headers['location']]);
    }
    expect(await statuses()).toEqual(addresses.map(() => [404, undefined]));
    await desk.act(id, 'publish', {});
    const moved = addresses.map(() => [301, '/v1/articles/buses-at-night?locale=en']);
    expect(await statuses()).toEqual(moved);
    await desk.act(id, 'unpublish', { reason });
    await desk.act(id, 'publish', {});
    expect(await statuses()).toEqual(moved);
  });

  it('is never deleted, and its slug no longer follows the headline', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'editor');
    const { id } = await desk.create({ headline: 'Night buses run' });
    await desk.act(id, 'publish', {});
    const { etag } = (await desk.act(id, 'unpublish', { reason })).json();
    const refused = await desk.send('DELETE', `/articles/${id}`, { etag });
    expect([refused.statusCode, refused.json().detail]).toEqual([
      409,
      'This story was published: it can be unpublished or withdrawn, and is never deleted.',
    ]);
    const renamed = (await desk.patch(id, { headline: 'Trams run' })).json();
    expect(renamed.slug).toBe('night-buses-run');
    expect(renamed.actions.delete.allowed).toBe(false);
  });

  it('was not public then, in the history of what the public could read', async () => {
    const { house, desk, id } = await unpublished();
    await desk.act(id, 'publish', {});
    house.clock.advance(60_000);
    async function stateAt(asOf: string) {
      const { state, publishedAt } = (await desk.send('GET', `/articles/${id}/public?asOf=${asOf}`)).json();
      return [state, publishedAt];
    }
    expect(await stateAt('2026-11-23T12:00:30Z')).toEqual(['live', '2026-11-23T12:00:00.000Z']);
    expect((await stateAt('2026-11-23T12:01:30Z'))[0]).toBe('none');
    expect(await stateAt('2026-11-23T12:02:30Z')).toEqual(['live', '2026-11-23T12:02:00.000Z']);
  });
});

describe('hasUnpublishedChanges', () => {
  it('compares what readers would see, and not the numbers of versions', async () => {
    const desk = await deskOf(await openHouse({ seed: 'none' }), 'editor');
    const { id } = await desk.create({ headline: 'One' });
    await desk.act(id, 'publish', {});
    async function changed(answer: ReturnType<typeof desk.patch>) {
      const { statusCode, ...rest } = await answer;
      return [statusCode, rest.json().hasUnpublishedChanges];
    }
    expect(await changed(desk.patch(id, { deskNote: 'For us.' }))).toEqual([200, false]);
    expect(await changed(desk.patch(id, { headline: 'Two' }))).toEqual([200, true]);
    expect(await changed(desk.patch(id, { kicker: 'K' }))).toEqual([200, true]);
    expect(await changed(desk.act(id, 'versions/1/restore'))).toEqual([200, false]);
    const { data } = (await desk.send('GET', '/articles')).json<{
      data: { hasUnpublishedChanges: boolean }[];
    }>();
    expect(data.map(({ hasUnpublishedChanges }) => hasUnpublishedChanges)).toEqual([false]);
    await desk.patch(id, { headline: 'Three' });
    const published = desk.act(id, 'publish', { change: { kind: 'update', text: 'Three.' } });
    expect(await changed(published)).toEqual([200, false]);
  });
});
