import { describe, expect, it } from 'vitest';
import { createClient, ProblemError } from '../../packages/client/src/client.ts';

/** A server that gives these answers in turn, and what it was asked. */
function givenServer(...answers: Response[]) {
  const asked: Request[] = [];
  async function fetch(request: Request): Promise<Response> {
    asked.push(request);
    return answers[asked.length - 1]!;
  }
  return { asked, dateline: createClient({ baseUrl: 'https://api.example', key: 'dl_1', fetch }) };
}

function json(body: object, status = 200, headers: Record<string, string> = {}): Response {
  return Response.json(body, { status, headers });
}

const kept = { etag: '"a"', 'cache-control': 'public, max-age=5' };
const page = { data: [], page: { limit: 20 } };
const busy = { title: 'Busy', detail: 'Come again.', status: 503, type: 'x', requestId: 'y' };

describe('the client', () => {
  it('sends the key, several values as one, and a name with each POST', async () => {
    const { asked, dateline } = givenServer(json(page), json({}, 201));
    await dateline.GET('/v1/articles', { params: { query: { section: ['asia', 'world'] } } });
    await dateline.POST('/v1/desk/topics', { body: { name: 'Rice' } });
    expect(asked[0]!.url).toBe('https://api.example/v1/articles?section=asia,world');
    expect(asked[0]!.headers.get('authorization')).toBe('Bearer dl_1');
    expect(asked[0]!.headers.has('idempotency-key')).toBe(false);
    expect(asked[1]!.headers.get('idempotency-key')).toMatch(/^"[\w-]{36}"$/);
  });

  it('keeps a name that the program gave', async () => {
    const { asked, dateline } = givenServer(json({}, 201));
    const header = { 'idempotency-key': '"morning-1"' };
    await dateline.POST('/v1/desk/topics', { body: { name: 'Rice' }, params: { header } });
    expect(asked[0]!.headers.get('idempotency-key')).toBe('"morning-1"');
  });

  it('walks through a list, a page at a time', async () => {
    const { asked, dateline } = givenServer(
      json({ data: [{ slug: 'a' }, { slug: 'b' }], page: { limit: 2, next: 'c2' } }),
      json({ data: [{ slug: 'c' }], page: { limit: 2 } }),
    );
    const slugs: string[] = [];
    for await (const { slug } of dateline.each('/v1/articles', { params: { query: { limit: 2 } } }))
      slugs.push(slug);
    expect(slugs).toEqual(['a', 'b', 'c']);
    expect(asked.map(({ url }) => new URL(url).search)).toEqual(['?limit=2', '?limit=2&cursor=c2']);
  });

  it('asks by ETag for what it has, and gives it again', async () => {
    const { asked, dateline } = givenServer(
      json(page, 200, kept),
      new Response(null, { status: 304 }),
      json(page),
    );
    await dateline.GET('/v1/articles');
    const { data } = await dateline.GET('/v1/articles');
    await dateline.GET('/v1/sections');
    expect(data).toEqual(page);
    expect(asked.map(({ headers }) => headers.get('if-none-match'))).toEqual([null, '"a"', null]);
  });

  it('keeps nothing that is no-store', async () => {
    const { asked, dateline } = givenServer(
      json({}, 200, { ...kept, 'cache-control': 'no-store' }),
      json({}),
    );
    await dateline.GET('/v1/desk/me');
    await dateline.GET('/v1/desk/me');
    expect(asked[1]!.headers.has('if-none-match')).toBe(false);
  });

  it('sends again what met 503, body and name as before', async () => {
    const { asked, dateline } = givenServer(json(busy, 503, { 'retry-after': '0' }), json({}, 201));
    await dateline.POST('/v1/desk/topics', { body: { name: 'Rice' } });
    const [first, second] = asked.map(({ headers }) => headers.get('idempotency-key'));
    expect(first).toBe(second);
    expect(await asked[1]!.json()).toEqual({ name: 'Rice' });
  });

  it.each([
    { what: 'without Retry-After', status: 503, headers: {} },
    { what: 'with a wait of an hour', status: 429, headers: { 'retry-after': '3600' } },
    { what: 'that is no 429 or 503', status: 500, headers: { 'retry-after': '0' } },
  ])('does not send again after an answer $what', async ({ status, headers }) => {
    const { asked, dateline } = givenServer(json(busy, status, headers));
    await expect(dateline.GET('/v1/articles')).rejects.toThrow('Come again.');
    expect(asked).toHaveLength(1);
  });

  it('does not send a PATCH again that has no name, and sends a GET three times at most', async () => {
    function again(): Response {
      return json(busy, 503, { 'retry-after': '0' });
    }
    const params = { path: { topic: 'rice' }, header: { 'if-match': '"r1"' } };
    const patched = givenServer(again());
    await expect(patched.dateline.PATCH('/v1/desk/topics/{topic}', { params, body: {} })).rejects.toThrow();
    expect(patched.asked).toHaveLength(1);
    const read = givenServer(again(), again(), again());
    await expect(read.dateline.GET('/v1/articles')).rejects.toThrow('Come again.');
    expect(read.asked).toHaveLength(3);
  });

  it('throws a problem with its faults, and what is left of a story', async () => {
    const errors = [{ pointer: '/headline', detail: 'must not be empty' }];
    const tombstone = {
      id: 'article_1',
      state: 'withdrawn',
      at: '2026-01-01T00:00:00.000Z',
      notice: 'Sorry.',
    };
    const { dateline } = givenServer(json({ ...busy, status: 410, errors, tombstone }, 410));
    const problem = await dateline.GET('/v1/articles').catch((error: unknown) => error);
    expect(problem).toBeInstanceOf(ProblemError);
    const expected = { status: 410, message: 'Come again.', errors, tombstone, problem: { title: 'Busy' } };
    expect(problem).toMatchObject(expected);
  });

  it('throws a problem where a proxy answered', async () => {
    const answer = new Response('<h1>Bad Gateway</h1>', { status: 502, statusText: 'Bad Gateway' });
    const { dateline } = givenServer(answer);
    await expect(dateline.GET('/v1/articles')).rejects.toMatchObject({
      status: 502,
      problem: { type: 'about:blank', title: 'Bad Gateway' },
      errors: [],
    });
  });
});
