import { describe, expect, it, onTestFinished } from 'vitest';
import { deskOf } from '../../support/desk.ts';
import { givenSection, givenStory } from '../../support/given.ts';
import { openHouse, type House } from '../../support/house.ts';

type Event = { id?: string; event?: string; data?: string };

/** A client that nobody here wrote reads lines; this one splits them as the standard says. */
async function follow(house: House, query = '', headers: Record<string, string> = {}) {
  const address = await house.app.listen({ port: 0, host: '127.0.0.1' }).catch(() => addressOf(house));
  const abort = new AbortController();
  onTestFinished(() => abort.abort());
  const response = await fetch(`${address}/v1/stream${query}`, { headers, signal: abort.signal });
  const reader = response.body!.getReader();
  const decoder = new TextDecoder();
  let text = '';
  /** The next event; undefined when the stream has ended. */
  async function next(): Promise<Event | undefined> {
    for (;;) {
      const end = text.indexOf('\n\n');
      if (end >= 0) {
        const block = text.slice(0, end);
        text = text.slice(end + 2);
        const fields = block.split('\n').map((line) => line.split(/: (.*)/s, 2) as [string, string]);
        const event = Object.fromEntries(fields) as Event;
        if (event.data !== undefined) return event;
        continue;
      }
      const { done, value } = await reader.read();
      if (done) return undefined;
      text += decoder.decode(value, { stream: true });
    }
  }
  return { response, next, abort: () => abort.abort() };
}

function addressOf(house: House): string {
  const { port } = house.app.server.address() as { port: number };
  return `http://127.0.0.1:${port}`;
}

function changeOf(event: Event | undefined): { id: string; kind: string; done: string } {
  return JSON.parse(event!.data!) as { id: string; kind: string; done: string };
}

describe('/v1/stream', () => {
  it('tells of a publication, a kill and an alert as they happen, and goes on after a cut', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'chief');
    const stream = await follow(house);
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
    const again = await follow(house, '', { 'last-event-id': published!.id! });
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
    const stream = await follow(house, `?after=${page.next}`);
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
    const stream = await follow(house, '?section=world');
    await givenStory(house, { headline: 'Elsewhere' });
    const id = await givenStory(house, { headline: 'Here', section: world });
    expect(changeOf(await stream.next())).toMatchObject({ id });
  });

  it('says so once where the log does not go back so far, and ends', async () => {
    const house = await openHouse({ seed: 'none' });
    for (const seen of ['zz-1', 'what is this']) {
      const stream = await follow(house, '', { 'last-event-id': seen });
      const reset = await stream.next();
      expect([reset!.event, await stream.next()]).toEqual(['reset', undefined]);
      const { page } = (await house.client.get('/v1/changes')).json<{ page: { next: string } }>();
      expect(reset!.id).toBe(page.next);
    }
  });
});
