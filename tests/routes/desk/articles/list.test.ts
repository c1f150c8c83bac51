import { describe, expect, it } from 'vitest';
import { givenAgency, givenByline, givenSection, givenTopic } from '../../../support/given.ts';
import { deskOf, type Desk } from '../../../support/desk.ts';
import { openHouse } from '../../../support/house.ts';
import type { DeskArticleSummary } from '../../../../src/desk/show/desk-article.ts';

async function headlines(desk: Desk, query = ''): Promise<string[]> {
  const answer = (await desk.send('GET', `/articles${query}`)).json<{ data: DeskArticleSummary[] }>();
  return answer.data.map(({ headline }) => headline);
}

describe('GET /v1/desk/articles', () => {
  it('shows every state, the last changed first, each row with the etag to act on it', async () => {
    const house = await openHouse({ seed: 'none' });
    const desk = await deskOf(house, 'editor');
    const { id } = await desk.create({ headline: 'First' });
    house.clock.advance(1000);
    await desk.create({ headline: 'Second' });
    house.clock.advance(1000);
    await desk.act(id, 'publish', {});
    const { data } = (await desk.send('GET', '/articles')).json<{ data: DeskArticleSummary[] }>();
    expect(data).toMatchObject([
      { headline: 'First', etag: '"r2"', publication: { state: 'live' } },
      { headline: 'Second', etag: '"r1"', publication: { state: 'none' } },
    ]);
    expect(await headlines(desk, '?sort=createdAt')).toEqual(['First', 'Second']);
    const patched = await desk.send('PATCH', `/articles/${id}`, {
      etag: data[0]!.etag,
      body: { kicker: 'K' },
    });
    expect(patched.statusCode).toBe(200);
  });

  it('narrows by state, publication, creator, section, language, kind and time', async () => {
    const house = await openHouse({ seed: 'none' });
    await givenSection(house, { name: 'World' });
    await givenSection(house, { name: 'Asia', parent: 'world' });
    const [desk, other] = [await deskOf(house, 'editor'), await deskOf(house, 'editor')];
    const { createdBy } = await desk.create({
      headline: 'Asia',
      section: 'asia',
      locale: 'ja',
      kind: 'brief',
    });
    house.clock.advance(60_000);
    const { id } = await other.create({ headline: 'Live' });
    await other.act(id, 'publish', {});
    for (const [query, found] of [
      ['publication=live', ['Live']],
      ['publication=live,none', ['Live', 'Asia']],
      ['state=approved', []],
      [`actor=${createdBy.id}`, ['Asia']],
      ['section=world', ['Asia']],
      ['locale=ja', ['Asia']],
      ['kind=brief', ['Asia']],
      ['updatedFrom=2026-11-23T12:01:00Z', ['Live']],
      ['updatedTo=2026-11-23T12:00:30Z', ['Asia']],
    ] as const) {
      expect(await headlines(desk, `?${query}`), query).toEqual(found);
    }
    expect((await desk.send('GET', '/articles?section=nowhere')).statusCode).toBe(422);
    expect((await desk.send('GET', '/articles?secret=1')).statusCode).toBe(400);
  });

  it('narrows by agency, byline, topic and subject of the newest version, also by their former names', async () => {
    const house = await openHouse({ seed: 'none' });
    await givenAgency(house);
    await givenAgency(house, { name: 'Kyodo' });
    await givenByline(house);
    await givenTopic(house, { name: 'Nato' });
    await givenTopic(house, { name: 'Alliance' });
    const desk = await deskOf(house, 'chief');
    const code = 'medtop:20000640';
    const fields = {
      agency: 'reuters',
      bylines: [{ byline: 'jane-doe', role: 'author' as const }],
      topics: ['nato'],
      subjects: [{ code }],
    };
    const { id } = await desk.create({ headline: 'All', ...fields });
    await desk.create({ headline: 'Said', attributions: [{ role: 'firstReport', agency: 'reuters' }] });
    const queries = ['agency=reuters', 'byline=jane-doe', 'topic=nato', `subject=${code}`];
    async function found(): Promise<string[]> {
      const all = [...queries, queries.join('&')];
      return (await Promise.all(all.map((query) => headlines(desk, `?${query}`)))).map(String);
    }
    expect(await found()).toEqual(['All', 'All', 'All', 'All', 'All']);
    expect(await headlines(desk, '?agency=reuters,kyodo&list=mine&createdTo=2026-11-23T12:00:00Z')).toEqual([
      'All',
    ]);
    await desk.act(id, 'publish', {});
    await desk.patch(id, {
      agency: 'kyodo',
      bylines: [],
      topics: [],
      subjects: [{ code: 'medtop:11000000' }],
    });
    expect(await found()).toEqual(['', '', '', '', '']);
    expect(await headlines(desk, '?agency=kyodo&subject=medtop:11000000')).toEqual(['All']);
    await desk.patch(id, fields);
    const { etag } = (await desk.send('GET', '/topics/nato')).json();
    await desk.send('POST', '/topics/nato/merge', { etag, body: { into: 'alliance' } });
    expect(await found()).toEqual(['All', 'All', 'All', 'All', 'All']);
    expect(await headlines(desk, '?topic=alliance')).toEqual(['All']);
    await desk.create({ headline: 'Second', agency: 'kyodo' });
    expect(await headlines(desk, '?agency=kyodo&topic=alliance')).toEqual([]);
    const { data } = (await desk.send('GET', `/search?q=all&${queries.join('&')}`)).json();
    expect(data).toHaveLength(1);
    const unknown = await desk.send('GET', '/articles?agency=a&byline=b&topic=c&section=d');
    expect([
      unknown.statusCode,
      unknown.json().errors.map((fault: { parameter: string }) => fault.parameter),
    ]).toEqual([422, ['section', 'agency', 'byline', 'topic']]);
  });

  it('tells live stories with unpublished changes from all others', async () => {
    const desk = await deskOf(await openHouse({ seed: 'none' }), 'editor');
    const { id } = await desk.create({ headline: 'Changed' });
    await desk.act(id, 'publish', {});
    const other = await desk.create({ headline: 'Live' });
    await desk.act(other.id, 'publish', {});
    await desk.create({ headline: 'Draft' });
    expect(await headlines(desk, '?hasUnpublishedChanges=true')).toEqual([]);
    await desk.patch(id, { kicker: 'K' });
    expect(await headlines(desk, '?hasUnpublishedChanges=true')).toEqual(['Changed']);
    expect((await headlines(desk, '?hasUnpublishedChanges=false')).sort()).toEqual(['Draft', 'Live']);
  });

  it('finds plain words in headline and slug, whatever their case, and reads no pattern into them', async () => {
    const desk = await deskOf(await openHouse({ seed: 'none' }), 'editor');
    await desk.create({ headline: 'Élan & 100% Growth', slug: 'growth-of-all' });
    await desk.create({ headline: '見本の記事', slug: 'mihon' });
    for (const [q, found] of [
      ['ÉLAN growth', 1],
      ['growth-of', 1],
      ['100%', 1],
      ['1%0', 0],
      ['%', 1],
      ['_', 0],
      ['見本', 1],
      ['"', 0],
      ["' OR 1=1 --", 0],
      ['*', 0],
      ['\\', 0],
    ] as const) {
      expect(await headlines(desk, `?q=${encodeURIComponent(q)}`), q).toHaveLength(found);
    }
  });

  it('shows a reporter their own stories, everywhere', async () => {
    const house = await openHouse({ seed: 'none' });
    const [mine, theirs, editor] = [
      await deskOf(house, 'reporter'),
      await deskOf(house, 'reporter'),
      await deskOf(house, 'editor'),
    ];
    const secret = await theirs.create({ headline: 'Secret' });
    const { id } = await mine.create({ headline: 'Mine' });
    await editor.patch(id, { related: [{ relation: 'background', article: secret.id }] });
    expect(await headlines(mine)).toEqual(['Mine']);
    expect((await mine.send('GET', '/articles?count=true')).json().page.total).toBe(1);
    expect(await headlines(mine, '?q=secret')).toEqual([]);
    expect(await headlines(editor)).toHaveLength(2);
    expect((await mine.read('mine')).related).toEqual([
      { relation: 'background', article: { id: secret.id } },
    ]);
    const { etag } = secret;
    const body = { kicker: 'K' };
    const nowhere = await mine.send('GET', '/articles/nowhere');
    for (const answer of [
      await mine.send('GET', `/articles/${secret.id}`),
      await mine.send('GET', `/articles/${secret.slug}`),
      await mine.send('GET', `/articles/${secret.id}/versions`),
      await mine.send('GET', `/articles/${secret.id}/versions/1`),
      await mine.send('GET', `/articles/${secret.id}/history`),
      await mine.send('PATCH', `/articles/${secret.id}`, { etag, body }),
      await mine.send('DELETE', `/articles/${secret.id}`, { etag }),
      await mine.send('POST', `/articles/${secret.id}/undelete`, { etag }),
      await mine.send('POST', `/articles/${secret.id}/versions/1/restore`, { etag }),
      await mine.send('POST', `/articles/${secret.id}/duplicate`),
      await mine.send('POST', `/articles/${secret.id}/translate`, { body: { locale: 'fr' } }),
    ]) {
      expect({ ...answer.json(), requestId: '' }).toEqual({ ...nowhere.json(), requestId: '' });
    }
    expect((await mine.send('GET', '/events')).statusCode).toBe(403);
  });

  it('goes on from page to page without a gap or a double', async () => {
    const desk = await deskOf(await openHouse({ seed: 'none' }), 'editor');
    for (const name of ['a', 'b', 'c', 'd', 'e']) await desk.create({ headline: name });
    const seen: string[] = [];
    let next: string | undefined;
    do {
      const query: string = next === undefined ? '' : `&cursor=${next}`;
      const answer = (await desk.send('GET', `/articles?limit=2${query}`)).json();
      seen.push(...answer.data.map(({ headline }: DeskArticleSummary) => headline));
      next = answer.page.next;
    } while (next !== undefined);
    expect(seen.sort()).toEqual(['a', 'b', 'c', 'd', 'e']);
    const { page } = (await desk.send('GET', '/articles?limit=2')).json();
    expect((await desk.send('GET', `/articles?limit=2&kind=brief&cursor=${page.next}`)).statusCode).toBe(400);
  });
});
