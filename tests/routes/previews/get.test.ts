import { describe, expect, inject, it } from 'vitest';
import { createApp } from '../../../src/main/app.ts';
import { publicRevisionOf } from '../../support/at-desk.ts';
import { deskOf } from '../../support/desk.ts';
import { givenAgency, givenCopy, givenPicture, givenStory } from '../../support/given.ts';
import { openHouse, type House } from '../../support/house.ts';
import { settings } from '../../support/settings.ts';
import { wireTo } from '../../support/wire.ts';

const dayMs = 24 * 60 * 60_000;

async function newsroom(role: 'editor' | 'chief' = 'editor') {
  const house = await openHouse({ seed: 'none' });
  const desk = await deskOf(house, role);
  async function linkTo(id: string, body: unknown = {}): Promise<string> {
    const { url } = (await desk.send('POST', `/articles/${id}/previews`, { body })).json<{ url: string }>();
    return url.slice(settings.site.publicUrl.length);
  }
  return { house, desk, linkTo };
}

/** What a link answers, without what differs from one request to the next. */
async function refusalAt(house: House, url: string) {
  const { statusCode, headers, body } = await house.client.get(url);
  const { 'x-request-id': id, date: _, ...same } = headers;
  return { statusCode, headers: same, body: body.replace(String(id), '') };
}

describe('GET /v1/previews/{token}', () => {
  it('shows that version as the public would read it, and not what the desk alone may know', async () => {
    const { house, desk, linkTo } = await newsroom();
    const media = await givenPicture(house);
    const agency = await givenAgency(house, { logo: media });
    const hidden = await givenAgency(house, { name: 'Hidden', hidden: true });
    const draft = await givenCopy(house, { headline: 'Canary' });
    const live = await givenStory(house, { headline: 'Live' });
    const fields = {
      headline: 'First',
      agency,
      leadMedia: { media },
      attributions: [{ role: 'supplier' as const, agency: hidden }],
      related: [
        { relation: 'background' as const, article: draft },
        { relation: 'background' as const, article: live },
      ],
      deskNote: 'Canary',
    };
    const { id } = await desk.create(fields);
    house.clock.advance(1000);
    await desk.patch(id, { headline: 'Canary second' });
    const url = await linkTo(id, { version: 1 });
    const shown = await house.client.get(url);
    expect(shown.json()).toMatchObject({
      id,
      headline: 'First',
      version: 1,
      agency: { id: agency },
      leadMedia: { id: media },
    });
    expect(shown.json()).toMatchObject({
      preview: { savedAt: '2026-11-23T12:00:00.000Z' },
      related: [{ article: { id: live } }],
      attributions: [],
      corrections: [],
    });
    // It has no date before it is published.
    expect(shown.json()).not.toHaveProperty('publishedAt');
    expect(shown.json()).not.toHaveProperty('updatedAt');
    expect(shown.body).not.toMatch(/Canary|Hidden/);
    expect((await house.client.get(`${url}?body=text`)).json()).toMatchObject({ bodyText: 'One paragraph.' });

    const { preview: _, slug: ___, url: ____, ...published } = shown.json();
    const same = await givenStory(house, { ...fields, attributions: [] });
    const {
      publishedAt: _p,
      updatedAt: _u,
      slug: _s,
      url: _a,
      ...read
    } = (await house.client.get(`/v1/articles/${same}`)).json();
    const asIt = { id: '', body: [] };
    // Its pictures are found under the link.
    const shownAs = JSON.stringify({ ...published, ...asIt }).replaceAll(`${url}/media/`, '/media/');
    expect(JSON.parse(shownAs)).toEqual({ ...read, ...asIt });
  });

  it('is kept by nobody, found by no search engine, and told to no site that it leads to', async () => {
    const { house, desk, linkTo } = await newsroom();
    const { id } = await desk.create();
    const url = await linkTo(id);
    const revision = await publicRevisionOf(house);
    for (const ask of [
      await house.client.get(url),
      await house.client.get(url),
      await house.client.head(url),
    ]) {
      expect(ask.headers).toMatchObject({
        'cache-control': 'no-store',
        'x-robots-tag': 'noindex, nofollow',
        'referrer-policy': 'no-referrer',
      });
      for (const name of ['etag', 'last-modified', 'surrogate-key', 'cache-status'])
        expect(ask.headers).not.toHaveProperty([name]);
    }
    const conditional = await house.client.get(url, { headers: { 'if-none-match': '*' } });
    expect(conditional.statusCode).toBe(200);
    const ask = await wireTo(house.app);
    await ask(url);
    await desk.send('DELETE', `/articles/${id}`, { etag: (await desk.read(id)).etag });
    expect([(await ask(url)).status, await publicRevisionOf(house)]).toEqual([404, revision]);
  });

  it('opens that version and nothing else: neither the story, nor its other versions, nor its pictures', async () => {
    const { house, desk, linkTo } = await newsroom();
    const media = await givenPicture(house);
    const { id, slug } = await desk.create({ leadMedia: { media } });
    const url = await linkTo(id);
    const token = url.split('/').at(-1)!;
    const { leadMedia } = (await house.client.get(url)).json();
    for (const address of [
      ...[`/v1/articles/${id}`, `/v1/articles/${slug}`, `/v1/media/${media}`],
      new URL(leadMedia.src).pathname.slice(url.length),
    ]) {
      expect((await house.client.get(address)).statusCode, address).toBe(404);
      const trying = { headers: { authorization: `Bearer ${token}` }, outsideContract: true };
      expect((await house.client.get(address, trying)).statusCode, address).toBe(404);
    }
    expect((await house.client.get('/v1/articles')).json().data).toEqual([]);
    const headers = { authorization: `Bearer ${token}` };
    expect((await house.client.get(`/v1/desk/articles/${id}`, { headers })).statusCode).toBe(401);
    await desk.patch(id, { headline: 'Later' });
    expect((await house.client.get(url)).json()).toMatchObject({ headline: 'A story', version: 1 });
    expect((await house.client.get(`${url}?version=2`)).statusCode).toBe(400);
  });

  it('answers alike when it is over, revoked, unknown, malformed, or its story was taken away', async () => {
    const { house, desk, linkTo } = await newsroom('chief');
    const { id } = await desk.create();
    const [over, revoked] = [await linkTo(id, { expiresAt: '2026-11-23T12:01:00Z' }), await linkTo(id)];
    const [newest] = (await desk.send('GET', `/articles/${id}/previews`)).json().data;
    house.clock.advance(59_999);
    expect([(await house.client.get(over)).statusCode, (await house.client.get(revoked)).statusCode]).toEqual(
      [200, 200],
    );
    house.clock.advance(1);
    const ids = (await desk.send('GET', `/articles/${id}/previews`)).json().data;
    for (const { id: preview } of ids.filter(({ state }: { state: string }) => state === 'open'))
      await desk.send('DELETE', `/articles/${id}/previews/${preview}`);
    expect(newest.id).toBeDefined();
    const refusal = await refusalAt(house, over);
    expect(refusal.statusCode).toBe(404);
    const unknown = `/v1/previews/dlp_${'A'.repeat(43)}`;
    for (const url of [
      revoked,
      unknown,
      '/v1/previews/x',
      `${revoked}x`,
      revoked.toUpperCase().replace('/V1/PREVIEWS', '/v1/previews'),
    ])
      expect(await refusalAt(house, url), url).toEqual(refusal);
  });

  it.each([
    ['withdrawn', 'withdraw', { reason: 'Wrong.', notice: 'It was wrong.' }],
    ['unpublished', 'unpublish', { reason: 'Too early.' }],
  ])(
    'dies when its story is %s, and stays so when that comes back; a new one opens',
    async (_, action, body) => {
      const { house, desk, linkTo } = await newsroom('chief');
      const { id } = await desk.create();
      await desk.act(id, 'publish', {});
      const url = await linkTo(id);
      expect((await house.client.get(url)).statusCode).toBe(200);
      await desk.act(id, action, body);
      expect((await house.client.get(url)).statusCode).toBe(404);
      const anew = await linkTo(id);
      await desk.act(id, 'publish', { change: { kind: 'update', text: 'Back.' } });
      expect([(await house.client.get(url)).statusCode, (await house.client.get(anew)).statusCode]).toEqual([
        404, 200,
      ]);
      const { data } = (await desk.send('GET', `/articles/${id}/previews`)).json();
      expect(data.map(({ state }: { state: string }) => state).sort()).toEqual(['open', 'storyGone']);
    },
  );

  it.each([
    ['killed', 'kill', { reason: 'False.', notice: 'It was false.' }],
    ['consolidated', 'consolidate', { reason: 'One story.', into: 'other' }],
    ['expired', 'expire', { reason: 'Over.' }],
  ])('dies when its story is %s', async (_, action, body) => {
    const { house, desk, linkTo } = await newsroom('chief');
    await givenStory(house, { slug: 'other' });
    const { id } = await desk.create();
    await desk.act(id, 'publish', {});
    const url = await linkTo(id);
    expect((await desk.act(id, action, body)).statusCode).toBe(200);
    expect((await house.client.get(url)).statusCode).toBe(404);
  });

  it('dies when its story is deleted', async () => {
    const { house, desk, linkTo } = await newsroom();
    const { id } = await desk.create();
    const url = await linkTo(id);
    await desk.send('DELETE', `/articles/${id}`, { etag: (await desk.read(id)).etag });
    expect((await house.client.get(url)).statusCode).toBe(404);
    await desk.act(id, 'undelete');
    expect((await house.client.get(url)).statusCode).toBe(404);
  });

  it('lets an address try ten wrong ones a minute; a right one opens all the same', async () => {
    const { house, desk, linkTo } = await newsroom();
    const { id } = await desk.create();
    const url = await linkTo(id);
    for (let n = 0; n < 10; n += 1)
      expect((await house.client.get(`/v1/previews/x${n}`)).statusCode).toBe(404);
    house.clock.advance(15_000);
    const slowed = await house.client.get('/v1/previews/x');
    expect([slowed.statusCode, slowed.headers['retry-after'], slowed.json().detail]).toEqual([
      429,
      '45',
      'Too many wrong links came from this address. Try again in 45 seconds.',
    ]);
    expect((await house.client.get(url)).statusCode).toBe(200);
    house.clock.advance(45_000);
    expect((await house.client.get('/v1/previews/x')).statusCode).toBe(404);
  });

  it('stands in no log, no problem, no event and no row', async () => {
    const house = await openHouse({ seed: 'none' });
    const lines: string[] = [];
    const app = createApp({
      config: { site: settings.site, mediaDir: inject('templates'), hsts: false },
      database: house.database,
      clock: house.clock,
      logger: { level: 'trace', stream: { write: (line) => lines.push(line) } },
    });
    const desk = await deskOf(house, 'editor');
    const { id } = await desk.create();
    const { url } = (await desk.send('POST', `/articles/${id}/previews`, { body: {} })).json<{
      url: string;
    }>();
    const token = url.split('/').at(-1)!;
    const tail = token.slice(4);
    const bodies: string[] = [];
    for (const [method, path] of [
      ...(['GET', 'HEAD', 'POST'] as const).map((one) => [one, `/v1/previews/${token}`] as const),
      ...[`/v1/previews/${tail}`, `/v1/%70reviews/${token}`, `/v1/previews/${token}?body=no`].map(
        (one) => ['GET', one] as const,
      ),
      ...[
        `/v1/previews/${token}/x`,
        `/V1/previews/${tail}`,
        `/v1/articles/${token}`,
        `/v1/previews/%zz${tail}`,
      ].map((one) => ['GET', one] as const),
      ['GET', `/v1/previews/${token.repeat(6)}`] as const,
    ]) {
      const answer = await app.inject({ method, url: path, ...(method === 'POST' && { payload: {} }) });
      if (answer.statusCode !== 200) bodies.push(answer.body, JSON.stringify(answer.headers));
    }
    await app.close();
    expect(lines.filter((line) => line.includes('"path"')).length).toBeGreaterThanOrEqual(10);
    expect(lines.join()).toContain('/v1/previews/[redacted]');
    expect(lines.join() + bodies.join()).not.toContain(tail.slice(0, 20));
    const { data } = (await desk.send('GET', `/articles/${id}/history`)).json();
    const links = (await desk.send('GET', `/articles/${id}/previews`)).body;
    expect(JSON.stringify(data) + links).not.toContain(tail.slice(0, 20));
    const { previews } = await import('../../../src/desk/previews/table.ts');
    const rows = await house.database.read(async (db) => db.select().from(previews));
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(tail.slice(0, 20));
  });
});

describe('the preview links of a story', () => {
  it('are made for seven days, or up to thirty, of any version, and listed without their secrets', async () => {
    const { house, desk } = await newsroom();
    const { id, createdBy } = await desk.create();
    await desk.patch(id, { headline: 'Second' });
    const path = `/articles/${id}/previews`;
    const made = await desk.send('POST', path, { body: {} });
    expect([made.statusCode, made.json()]).toEqual([
      201,
      {
        id: expect.stringMatching(/^preview_/),
        version: 2,
        state: 'open',
        createdAt: '2026-11-23T12:00:00.000Z',
        createdBy,
        expiresAt: '2026-11-30T12:00:00.000Z',
        url: expect.stringMatching(/^http:\/\/localhost:3000\/v1\/previews\/dlp_[\w-]{43}$/),
        apiUrl: made.json().url,
      },
    ]);
    const { url: _, apiUrl: __, ...listed } = made.json();
    expect((await desk.send('GET', path)).json()).toEqual({ data: [listed], page: { limit: 20 } });
    expect((await desk.read(id)).etag).toBe('"r2"');
    const last = new Date(house.clock.now() + 30 * dayMs).toISOString();
    expect((await desk.send('POST', path, { body: { version: 1, expiresAt: last } })).json().expiresAt).toBe(
      last,
    );
    const wrong = await desk.send('POST', path, {
      body: { version: 3, expiresAt: new Date(house.clock.now() + 30 * dayMs + 1).toISOString() },
    });
    expect([
      wrong.statusCode,
      wrong.json().errors.map(({ pointer }: { pointer: string }) => pointer),
    ]).toEqual([422, ['/version', '/expiresAt']]);
    expect((await desk.send('POST', path, { body: { expiresAt: settings.openedAt } })).statusCode).toBe(422);
    const { data } = (await desk.send('GET', `/articles/${id}/history?action=article.previewed`)).json();
    expect(data).toMatchObject([{ toVersion: 1 }, { toVersion: 2, data: { preview: listed.id } }]);
  });

  it('lead to the site where PREVIEW_URL says its page; the pictures stay with this server', async () => {
    const previewUrl = 'https://news.example/preview?of={token}';
    const house = await openHouse({ seed: 'none', site: { previewUrl } });
    const desk = await deskOf(house, 'editor');
    const media = await givenPicture(house);
    const { id } = await desk.create({ leadMedia: { media } });
    const { url, apiUrl } = (await desk.send('POST', `/articles/${id}/previews`, { body: {} })).json();
    expect(url).toMatch(/^https:\/\/news\.example\/preview\?of=dlp_[\w-]{43}$/);
    const path = `/v1/previews/${new URL(url).searchParams.get('of')!}`;
    expect(apiUrl).toBe(`http://localhost:3000${path}`);
    const { leadMedia } = (await house.client.get(path)).json();
    expect(leadMedia.src).toContain(`http://localhost:3000${path}/media/`);
  });

  it('show their secret neither to a repetition nor in a dry run', async () => {
    const { desk } = await newsroom();
    const { id } = await desk.create();
    const path = `/articles/${id}/previews`;
    const sending = { body: {}, headers: { 'idempotency-key': 'once' } };
    const [first, again] = [await desk.send('POST', path, sending), await desk.send('POST', path, sending)];
    expect([first.json().url, again.json().url, again.json().id]).toEqual([
      expect.any(String),
      undefined,
      first.json().id,
    ]);
    expect(again.json()).not.toHaveProperty('apiUrl');
    const dry = (await desk.send('POST', `${path}?dryRun=true`, { body: {} })).json();
    expect([dry.url, dry.apiUrl]).toEqual([undefined, undefined]);
    expect((await desk.send('GET', path)).json().data).toHaveLength(1);
  });

  it('are revoked once, on record, and are another’s story’s to nobody', async () => {
    const { house, desk } = await newsroom();
    const [mine, theirs] = [await deskOf(house, 'reporter'), await deskOf(house, 'reporter')];
    const { id } = await mine.create();
    const other = await mine.create({ headline: 'Other' });
    const { id: preview } = (await mine.send('POST', `/articles/${id}/previews`, { body: {} })).json();
    const path = `/articles/${id}/previews/${preview}`;
    expect((await theirs.send('POST', `/articles/${id}/previews`, { body: {} })).statusCode).toBe(404);
    expect((await theirs.send('GET', `/articles/${id}/previews`)).statusCode).toBe(404);
    expect((await theirs.send('DELETE', path)).statusCode).toBe(404);
    expect((await mine.send('DELETE', `/articles/${other.id}/previews/${preview}`)).statusCode).toBe(404);
    expect((await desk.send('DELETE', path)).statusCode).toBe(204);
    expect((await mine.send('DELETE', path)).statusCode).toBe(204);
    const { data } = (await mine.send('GET', `/articles/${id}/history?action=article.previewRevoked`)).json();
    expect(data).toMatchObject([{ data: { preview } }]);
    expect((await mine.send('GET', `/articles/${id}/previews`)).json().data).toMatchObject([
      { state: 'revoked', revokedAt: '2026-11-23T12:00:00.000Z' },
    ]);
  });
});
