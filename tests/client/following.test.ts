import { describe, expect, it } from 'vitest';
import { createClient, ProblemError } from '../../packages/client/src/client.ts';
import { deskOf } from '../support/desk.ts';
import { givenStory } from '../support/given.ts';
import { openHouse } from '../support/house.ts';
import { listen } from '../support/listening.ts';

/** A server that gives these answers in turn and then none, and what it was asked. */
function givenServer(...answers: (Response | Error)[]) {
  const asked: string[] = [];
  async function fetch({ url, signal }: Request): Promise<Response> {
    const { pathname, searchParams } = new URL(url);
    asked.push(`${pathname.slice(4)}?${String(searchParams)}`);
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return answer ?? never(signal);
  }
  return { asked, dateline: createClient({ baseUrl: 'https://api.example', fetch }) };
}

function never(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) =>
    signal.addEventListener('abort', () => reject(signal.reason as Error)),
  );
}

function answer(next: string, { ids = [] as string[], more = false } = {}): Response {
  return Response.json({ data: ids.map((id) => ({ id })), page: { limit: 100, next, more } });
}

function problem(status: number): Response {
  return Response.json(
    { type: 'x', title: 'x', status, detail: `It is ${status}.`, requestId: '' },
    { status },
  );
}

function events(...parts: string[]): Response {
  const body = ReadableStream.from(parts.map((part) => new TextEncoder().encode(part)));
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
}

/** Takes so many of what is followed. */
async function take<T>(following: AsyncGenerator<T>, count: number): Promise<T[]> {
  const taken: T[] = [];
  for await (const one of following) if (taken.push(one) === count) break;
  return taken;
}

const cut = new TypeError('fetch failed');

describe('the changes, followed by the client', () => {
  it('are all that is public at first, and then each change, from a place on that is kept', async () => {
    const house = await openHouse();
    const baseUrl = await listen(house.app);
    const dateline = createClient({ baseUrl });
    const stories = new Set<string>();
    let place = '';
    for await (const { changes, next, more, reset } of dateline.changes({ limit: 5, kind: ['article'] })) {
      expect(reset).toBe(stories.size === 0);
      for (const { id } of changes) stories.add(id);
      place = next;
      if (!more) break;
    }
    const { data } = (await dateline.GET('/v1/articles', { params: { query: { limit: 100 } } })).data;
    expect(stories).toEqual(new Set(data.map(({ id }) => id)));
    const following = take(createClient({ baseUrl }).changes({ after: place }), 1);
    const id = await givenStory(house, { headline: 'Buses' });
    expect(await following).toMatchObject([
      { changes: [{ id, action: 'upserted', article: { headline: 'Buses' } }], more: false, reset: false },
    ]);
  });

  it('are waited for when the end is reached, and a place that moves is told', async () => {
    const { asked, dateline } = givenServer(
      answer('b', { ids: ['1'], more: true }),
      answer('c', { ids: ['2'] }),
      answer('c'),
      answer('d'),
      answer('e', { ids: ['3'] }),
    );
    const taken = await take(dateline.changes({ after: 'a', section: ['asia'] }), 4);
    expect(taken.map(({ changes, next }) => [changes.map(({ id }) => id), next])).toEqual([
      [['1'], 'b'],
      [['2'], 'c'],
      [[], 'd'],
      [['3'], 'e'],
    ]);
    expect(asked).toEqual([
      'changes?limit=100&after=a&section=asia',
      'changes?limit=100&after=b&section=asia',
      ...['c', 'c', 'd'].map((after) => `changes?limit=100&after=${after}&section=asia&wait=30`),
    ]);
  });

  it('begin anew where the log does not go back so far', async () => {
    const { asked, dateline } = givenServer(problem(410), answer('b', { ids: ['1'] }));
    expect(await take(dateline.changes({ after: 'a' }), 1)).toMatchObject([
      { changes: [{ id: '1' }], reset: true },
    ]);
    expect(asked).toEqual(['changes?limit=100&after=a', 'changes?limit=100&after=beginning']);
  });

  it('go on after a restart of the server, and tell at once of an address that is wrong', async () => {
    const { asked, dateline } = givenServer(answer('b', { ids: ['1'] }), cut, problem(502), answer('c'));
    expect(await take(dateline.changes({ after: 'a' }), 2)).toHaveLength(2);
    expect(asked.slice(1)).toEqual(Array(3).fill('changes?limit=100&after=b&wait=30'));
    await expect(take(givenServer(cut).dateline.changes(), 1)).rejects.toBe(cut);
    await expect(take(givenServer(answer('b'), problem(400)).dateline.changes(), 2)).rejects.toThrow(
      ProblemError,
    );
  });

  it('end by a signal', async () => {
    const { dateline } = givenServer(answer('b', { ids: ['1'] }));
    const ending = new AbortController();
    const following = dateline.changes({ signal: ending.signal });
    await following.next();
    const next = following.next();
    ending.abort(new Error('The program ends.'));
    await expect(next).rejects.toThrow('The program ends.');
  });
});

describe('the stream, followed by the client', () => {
  it('tells what happens, and misses nothing while it is cut off', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'chief');
    const connections: AbortController[] = [];
    const dateline = createClient({
      baseUrl: await listen(house.app),
      fetch: (request) => {
        const connection = new AbortController();
        if (request.url.includes('/v1/stream')) connections.push(connection);
        return fetch(request, { signal: AbortSignal.any([request.signal, connection.signal]) });
      },
    });
    const stream = dateline.stream();
    const first = stream.next();
    await expect.poll(() => connections.length).toBe(1);
    const id = await givenStory(house, { headline: 'Buses' });
    expect((await first).value).toMatchObject({ id, action: 'upserted', article: { headline: 'Buses' } });
    connections[0]!.abort();
    await desk.act(id, 'kill', { reason: 'Forged.', notice: 'Gone.' });
    expect((await stream.next()).value).toMatchObject({ id, action: 'removed', notice: 'Gone.' });
    expect(connections).toHaveLength(2);
    await stream.return();
  });

  it('begins where the log ends, and goes on after the last event, however it is cut', async () => {
    const { asked, dateline } = givenServer(
      answer('a'),
      events('retry: 1\n\n', ':\n\n'),
      events('retry: 1\n\nid: b\nevent: change\nda', 'ta: {"id":"1"}\n\nid: c\nevent: al'),
      cut,
      events('id: c\nevent: alert\ndata: {"id":"2"}\n\n'),
    );
    expect(await take(dateline.stream({ kind: ['article', 'alert'] }), 2)).toEqual([
      { id: '1' },
      { id: '2' },
    ]);
    expect(asked).toEqual([
      'changes?',
      ...['a', 'a', 'b', 'b'].map((after) => `stream?kind=article%2Calert&after=${after}`),
    ]);
  });

  it('tells when changes were missed, and goes on from there', async () => {
    const { asked, dateline } = givenServer(
      events('retry: 1\n\nid: z\nevent: reset\ndata: {"detail":"Begin anew."}\n\n'),
      events('id: zz\nevent: change\ndata: {"id":"1"}\n\n'),
    );
    expect(await take(dateline.stream({ after: 'a' }), 2)).toEqual([
      { kind: 'reset', cursor: 'z', detail: 'Begin anew.' },
      { id: '1' },
    ]);
    expect(asked).toEqual(['stream?after=a', 'stream?after=z']);
  });

  it('ends by a signal', async () => {
    const { dateline } = givenServer(events('id: b\nevent: change\ndata: {"id":"1"}\n\n'));
    const ending = new AbortController();
    const stream = dateline.stream({ after: 'a', signal: ending.signal });
    await stream.next();
    const next = stream.next();
    ending.abort(new Error('The program ends.'));
    await expect(next).rejects.toThrow('The program ends.');
  });
});
