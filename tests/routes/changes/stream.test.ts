import { describe, expect, it } from 'vitest';
import { recordChanges } from '../../../src/foundation/changes/record.ts';
import { newId } from '../../../src/foundation/ids.ts';
import { deskOf } from '../../support/desk.ts';
import { givenSection, givenStory } from '../../support/given.ts';
import { openHouse } from '../../support/house.ts';
import { followStream, type StreamEvent } from '../../support/event-stream.ts';

function changeOf(event: StreamEvent | undefined): { id: string; kind: string; action: string } {
  return JSON.parse(event!.data!) as { id: string; kind: string; action: string };
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
    expect([published!.event, changeOf(published)]).toMatchObject(['change', { id, action: 'upserted' }]);
    stream.abort();
    await desk.act(id, 'kill', { reason: 'Forged.', notice: 'Gone.' });
    await desk.send('POST', '/alerts', {
      body: { headline: 'Now', startsAt: '2026-11-23T12:00:00Z', endsAt: '2026-11-23T13:00:00Z' },
    });
    const again = await followStream(house, '/v1/stream', { 'last-event-id': published!.id! });
    expect(changeOf(await again.next())).toMatchObject({
      id,
      action: 'removed',
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

  it('catches up over any length, and tells a place at once, also where nothing comes', async () => {
    const house = await openHouse({ seed: 'none' });
    const { page } = (await house.client.get('/v1/changes')).json<{ page: { next: string } }>();
    const count = 1_500;
    await house.play(async (work) => {
      for (let at = 0; at < count; at += 1)
        await recordChanges(work, { kind: 'topic', id: newId('topic'), action: 'upserted', material: true });
    });
    const stream = await followStream(house, `/v1/stream?after=${page.next}`);
    const seen: string[] = [];
    while (seen.length < count) seen.push((await stream.next())!.id!);
    expect(new Set(seen).size).toBe(count);
    const quiet = await followStream(house, '/v1/stream?kind=agency&seconds=2');
    expect(await quiet.place()).toBe(seen.at(-1));
  });

  it('resets whoever was in a log that is gone, and nobody beside them', async () => {
    const house = await openHouse({ seed: 'none' });
    const { page } = (await house.client.get('/v1/changes')).json<{ page: { next: string } }>();
    const good = await followStream(house, '/v1/stream');
    const lost = await followStream(house, '/v1/stream', {
      'last-event-id': page.next.replace(/-.*/, '-1'),
    });
    expect((await lost.next())!.event).toBe('reset');
    const id = await givenStory(house, { headline: 'Here' });
    expect(changeOf(await good.next())).toMatchObject({ id });
  });

  it('tells of a section that came below the one that is followed meanwhile, and of alerts in any case', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'admin');
    await givenSection(house, { name: 'World' });
    const stream = await followStream(house, '/v1/stream?section=world');
    await desk.send('POST', '/sections', { body: { name: 'Asia', parent: 'world' } });
    await desk.send('POST', '/alerts', {
      body: { headline: 'Now', startsAt: '2026-11-23T12:00:00Z', endsAt: '2026-11-23T13:00:00Z' },
    });
    const id = await givenStory(house, { headline: 'Here', section: 'asia' });
    const alert = await stream.next();
    expect([alert!.event, changeOf(alert)]).toMatchObject(['alert', { alert: { headline: 'Now' } }]);
    expect(changeOf(await stream.next())).toMatchObject({ id });
  });

  it('refuses a place within a first reading, which only the list goes on with', async () => {
    const house = await openHouse();
    const first = (await house.client.get('/v1/changes?after=beginning&limit=1')).json();
    const answer = await house.client.get(`/v1/stream?seconds=1&after=${first.page.next}`);
    expect([answer.statusCode, answer.json().errors]).toMatchObject([400, [{ parameter: 'after' }]]);
    const whole = await house.client.get('/v1/stream?seconds=1&after=beginning');
    expect([whole.statusCode, whole.json().errors]).toMatchObject([
      400,
      [{ detail: 'after must be a cursor of this log; /v1/changes takes beginning too' }],
    ]);
  });
});
