import { describe, expect, it } from 'vitest';
import { deskOf } from '../../support/desk.ts';
import { givenSection, givenStory } from '../../support/given.ts';
import { openHouse } from '../../support/house.ts';
import { followStream, type StreamEvent } from '../../support/event-stream.ts';

function changeOf(event: StreamEvent | undefined): { id: string; kind: string; done: string } {
  return JSON.parse(event!.data!) as { id: string; kind: string; done: string };
}

describe('/v1/stream', () => {
  it('tells of a publication, a kill and an alert as they happen, and goes on after a cut', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'chief');
    const stream = await followStream(house, '/v1/stream');
    expect(stream.response.headers.get('content-type')).toBe('text/event-stream');
    expect(stream.response.headers.get('cache-control')).toBe('no-store');
    const id = await givenStory(house, { headline: 'Buses' });
    const published = await stream.next();
    expect([published!.event, changeOf(published)]).toMatchObject(['change', { id, done: 'upserted' }]);
    stream.abort();
    await desk.act(id, 'kill', { reason: 'Forged.', notice: 'Gone.' });
    await desk.send('POST', '/alerts', {
      body: { headline: 'Now', startsAt: '2026-11-23T12:00:00Z', endsAt: '2026-11-23T13:00:00Z' },
    });
    const again = await followStream(house, '/v1/stream', { 'last-event-id': published!.id! });
    expect(changeOf(await again.next())).toMatchObject({
      id,
      done: 'removed',
      state: 'killed',
      notice: 'Gone.',
    });
    expect((await again.next())!.event).toBe('alert');
  });

  it('sends what the list tells, and no draft, and ends when the server stops', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'editor');
    const { page } = (await house.client.get('/v1/changes')).json<{ page: { next: string } }>();
    const stream = await followStream(house, `/v1/stream?after=${page.next}`);
    await desk.create({ headline: 'A draft' });
    for (const headline of ['One', 'Two']) await givenStory(house, { headline });
    const { data } = (await house.client.get(`/v1/changes?after=${page.next}`)).json<{ data: object[] }>();
    expect(data.length).toBeGreaterThanOrEqual(2);
    for (const change of data) expect(JSON.parse((await stream.next())!.data!)).toEqual(change);
    const [last] = await Promise.all([stream.next(), house.close()]);
    expect(last).toBeUndefined();
  });

  it('tells only of what was asked for', async () => {
    const house = await openHouse({ seed: 'none' });
    const world = await givenSection(house, { name: 'World' });
    const stream = await followStream(house, '/v1/stream?section=world');
    await givenStory(house, { headline: 'Elsewhere' });
    const id = await givenStory(house, { headline: 'Here', section: world });
    expect(changeOf(await stream.next())).toMatchObject({ id });
  });

  it('says so once where the log does not go back so far, and ends', async () => {
    const house = await openHouse({ seed: 'none' });
    for (const seen of ['zz-1', 'what is this']) {
      const stream = await followStream(house, '/v1/stream', { 'last-event-id': seen });
      const reset = await stream.next();
      expect([reset!.event, await stream.next()]).toEqual(['reset', undefined]);
      const { page } = (await house.client.get('/v1/changes')).json<{ page: { next: string } }>();
      expect(reset!.id).toBe(page.next);
    }
  });
});
