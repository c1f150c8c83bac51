import { describe, expect, it } from 'vitest';
import { deskOf } from '../../support/desk.ts';
import { openHouse } from '../../support/house.ts';

describe('a reporter with a story of their own', () => {
  it('cannot make it public, by any way', async () => {
    const house = await openHouse({ seed: 'none' });
    const reporter = await deskOf(house, 'reporter');
    const { id, etag } = await reporter.create({ headline: 'Mine' });
    const past = '2022-01-01T00:00:00Z';

    for (const body of [
      { status: 'live' },
      { state: 'approved' },
      { publication: { state: 'live' } },
      { publishedAt: past },
    ])
      expect((await reporter.patch(id, body)).statusCode, JSON.stringify(body)).toBe(400);
    for (const body of [{}, { publishedAt: past }]) {
      const answer = await reporter.act(id, 'publish', body);
      expect(answer.statusCode).toBe(403);
      expect(answer.json()).toMatchObject({ scope: 'articles:publish', role: 'editor' });
    }
    expect(
      (await reporter.send('POST', `/articles/${id}/publish?dryRun=true`, { etag, body: {} })).statusCode,
    ).toBe(403);
    for (const [action, body] of [
      ['unpublish', { reason: 'A reason.' }],
      ['withdraw', { reason: 'A reason.', notice: 'A notice.' }],
    ] as const)
      expect((await reporter.act(id, action, body)).statusCode).toBe(403);

    expect(await reporter.read(id)).toMatchObject({
      etag,
      copy: { version: 1 },
      publication: { state: 'none' },
    });
    expect((await house.client.get(`/v1/articles/${id}`)).statusCode).toBe(404);
  });

  it('changes nothing in public by restoring or changing what an editor published', async () => {
    const house = await openHouse({ seed: 'none' });
    const [reporter, editor] = [await deskOf(house, 'reporter'), await deskOf(house, 'editor')];
    const { id } = await reporter.create({ headline: 'First' });
    await reporter.patch(id, { headline: 'Second' });
    await editor.act(id, 'publish', {});
    const before = await house.client.get(`/v1/articles/${id}`);
    expect((await reporter.act(id, 'versions/1/restore')).statusCode).toBe(200);
    const after = await house.client.get(`/v1/articles/${id}`);
    expect(after.json()).toMatchObject({ headline: 'Second', version: 2 });
    expect(after.headers['etag']).toBe(before.headers['etag']);
  });

  it('shows their key what it may not do, and whose it would be', async () => {
    const house = await openHouse({ seed: 'none' });
    const reporter = await deskOf(house, 'reporter');
    const { actions } = await reporter.create({ headline: 'Mine' });
    expect(actions.edit.allowed).toBe(true);
    expect(actions.publish.allowed).toBe(false);
    expect(actions.withdraw.allowed).toBe(false);
  });
});

describe('a reporter and the story of another', () => {
  it('is told of a slug that is taken what anybody is told of any, by every way in', async () => {
    const house = await openHouse({ seed: 'none' });
    const [theirs, mine] = [await deskOf(house, 'editor'), await deskOf(house, 'reporter')];
    const secret = await theirs.create({
      headline: 'Secret',
      slug: 'theirs-alone',
      externalIds: [{ scheme: 'w', value: '1' }],
    });
    const own = await mine.create({
      headline: 'Own',
      slug: 'mine-alone',
      externalIds: [{ scheme: 'w', value: '2' }],
    });
    const other = await mine.create({ headline: 'Other' });
    async function refusals(slug: string, value: string) {
      const answers = [
        await mine.send('POST', '/articles', { body: { headline: 'New', slug } }),
        await mine.send('POST', '/articles?dryRun=true', { body: { headline: 'New', slug } }),
        await mine.patch(other.id, { slug }),
        await mine.patch(other.id, { externalIds: [{ scheme: 'w', value }] }),
      ];
      for (const answer of answers) {
        expect(answer.statusCode).toBe(409);
        for (const { id } of [secret, own]) expect(answer.body).not.toContain(id);
      }
      return answers.map((answer) =>
        answer.body
          .replaceAll(slug, 'SLUG')
          .replaceAll(`w:${value}`, 'ID')
          .replace(/"requestId":"[^"]*"/, ''),
      );
    }
    expect(await refusals('theirs-alone', '1')).toEqual(await refusals('mine-alone', '2'));
  });

  it('finds it nowhere: by id, by slug, by external id, in lists, in searches, in histories', async () => {
    const house = await openHouse({ seed: 'none' });
    const [theirs, mine] = [await deskOf(house, 'reporter'), await deskOf(house, 'reporter')];
    const { id, slug, etag } = await theirs.create({
      headline: 'A story of another',
      externalIds: [{ scheme: 'feed', value: 'item' }],
    });
    const nobody = 'article_01m854mej3fqdsa42vmcbqyxq9';

    for (const name of [id, slug]) {
      for (const [method, path, body] of [
        ['GET', ''],
        ['GET', '?body=text'],
        ['GET', '/versions'],
        ['GET', '/versions/1'],
        ['GET', '/history'],
        ['PATCH', '', { headline: 'Taken over' }],
        ['DELETE', ''],
        ['POST', '/undelete'],
        ['POST', '/versions/1/restore'],
        ['POST', '/translate', { locale: 'fr' }],
        ['POST', '/duplicate'],
      ] as const) {
        const asked = { etag: method === 'GET' ? undefined : etag, ...(body === undefined ? {} : { body }) };
        const answer = await mine.send(method, `/articles/${name}${path}`, asked);
        const never = await mine.send(method, `/articles/${nobody}${path}`, asked);
        expect(answer.statusCode, `${method} ${name}${path}`).toBe(404);
        expect({ ...answer.json<object>(), requestId: '' }).toEqual({
          ...never.json<object>(),
          requestId: '',
        });
      }
    }
    const put = await mine.send('PUT', '/external-ids/feed/item', {
      body: { headline: 'Taken over' },
    });
    expect(put.statusCode).toBe(404);

    const { createdBy } = await theirs.read(id);
    for (const query of [
      '',
      '?count=true',
      '?q=another',
      `?actor=${createdBy.id}`,
      '?state=draft',
      '?deleted=true',
    ]) {
      const { data, page } = (await mine.send('GET', `/articles${query}`)).json<{
        data: unknown[];
        page: { total?: number };
      }>();
      expect(data, query).toEqual([]);
      expect(page.total ?? 0, query).toBe(0);
    }
    expect((await theirs.send('GET', '/articles?q=another')).json()).toMatchObject({ data: [{ id }] });

    // Nobody's words: the story is as it was.
    expect(await theirs.read(id)).toMatchObject({ etag, headline: 'A story of another' });
  });

  it('learns nothing of it by naming it: as if there were none of that name', async () => {
    const house = await openHouse({ seed: 'none' });
    const [theirs, mine] = [await deskOf(house, 'reporter'), await deskOf(house, 'reporter')];
    const { id, slug } = await theirs.create({ headline: 'Words of another' });
    for (const [name, nobody] of [
      [id, 'article_01m854mej3fqdsa42vmcbqyxq9'],
      [slug, 'words-of-nobody'],
    ] as const) {
      for (const naming of [
        (article: string) => ({ related: [{ relation: 'background' as const, article }] }),
        (article: string) => ({ translationOf: article, locale: 'fr' }),
      ]) {
        const [answer, never] = await Promise.all(
          [name, nobody].map((article) =>
            mine.send('POST', '/articles', { body: { headline: 'Mine', ...naming(article) } }),
          ),
        );
        expect(never!.statusCode).toBe(422);
        expect(answer!.body).not.toContain('Words of another');
        expect(answer!.statusCode, `naming ${name}: ${answer!.body}`).toBe(422);
      }
    }
  });
});
