import { describe, expect, it } from 'vitest';
import { deskOf } from '../../../support/desk.ts';
import { openHouse } from '../../../support/house.ts';

/** Two reporters who may not read each other's stories, and an editor who reads all. */
async function newsroom() {
  const house = await openHouse({ seed: 'none' });
  return {
    house,
    mine: await deskOf(house, 'reporter'),
    theirs: await deskOf(house, 'reporter'),
    editor: await deskOf(house, 'editor'),
  };
}

function linkTo(article: string) {
  return [
    {
      _type: 'block',
      style: 'normal',
      children: [{ _type: 'span', text: 'See there.', marks: ['a'] }],
      markDefs: [{ _type: 'articleLink', _key: 'a', article }],
    },
  ];
}

const ways: [string, (article: string) => object][] = [
  ['as related', (article) => ({ related: [{ relation: 'background', article }] })],
  ['as its original', (article) => ({ translationOf: article, locale: 'fr' })],
  ['by a link', (article) => ({ body: linkTo(article) })],
  ['by a link in Markdown', (article) => ({ bodyMarkdown: `[There](article:${article})` })],
];

describe('a story that names another', () => {
  it.each(ways)('cannot name %s what its writer may not know of', async (_, naming) => {
    const { mine, theirs } = await newsroom();
    const secret = await theirs.create({ headline: 'Secret' });
    for (const name of [secret.id, secret.slug]) {
      const never = name.replace(/.{4}$/, '0000');
      const [told, untold] = [
        await mine.send('POST', '/articles', { body: { headline: 'Mine', ...naming(name) } }),
        await mine.send('POST', '/articles', { body: { headline: 'Mine', ...naming(never) } }),
      ];
      expect(told.statusCode).toBe(untold.statusCode);
      const [said, unsaid] = [told, untold].map((answer, index) =>
        JSON.stringify(answer.json().errors ?? answer.json().body).replaceAll([name, never][index]!, 'NAME'),
      );
      expect(said).toBe(unsaid);
    }
  });

  it('may name a live story by its id and its public slugs, not by one of its copy', async () => {
    const { mine, theirs, editor } = await newsroom();
    const { id } = await theirs.create({ headline: 'Public', slug: 'public' });
    await editor.act(id, 'publish', {});
    await theirs.patch(id, { slug: 'hushed' });
    for (const [name, status] of [
      [id, 201],
      ['public', 201],
      ['hushed', 422],
    ] as const) {
      const body = { headline: 'Mine', related: [{ relation: 'background', article: name }] };
      expect((await mine.send('POST', '/articles', { body })).statusCode, name).toBe(status);
    }
  });

  it('shows a reporter what the public reads of it, never its copy', async () => {
    const { mine, theirs, editor } = await newsroom();
    const { id } = await theirs.create({ headline: 'Public', slug: 'public' });
    await editor.act(id, 'publish', {});
    await theirs.patch(id, { slug: 'hushed', headline: 'Hushed' });
    const own = await mine.create({
      headline: 'Mine',
      body: linkTo(id) as never,
      related: [{ relation: 'background', article: id }],
    });
    expect(own.related).toEqual([
      { relation: 'background', article: { id, slug: 'public', locale: 'en', headline: 'Public' } },
    ]);
    for (const body of ['html', 'markdown', 'text', 'blocks']) {
      const told = JSON.stringify(await mine.read(`${own.id}?body=${body}`));
      expect(told.toLowerCase()).not.toContain('hushed');
    }
    expect((await editor.read(`${own.id}?body=html`)).bodyHtml).toContain('hushed');
  });

  it('may keep what an editor named in it, and cannot name a deleted story', async () => {
    const { mine, theirs, editor } = await newsroom();
    const secret = await theirs.create({ headline: 'Secret' });
    const { id } = await mine.create({ headline: 'Mine' });
    const related = [{ relation: 'background', article: secret.id }];
    expect((await editor.patch(id, { related })).statusCode).toBe(200);
    expect((await mine.patch(id, { kicker: 'K' })).statusCode).toBe(200);
    expect((await mine.send('POST', `/articles/${id}/duplicate`)).statusCode).toBe(201);

    const gone = await editor.create({ headline: 'Gone' });
    expect((await editor.send('DELETE', `/articles/${gone.id}`, { etag: gone.etag })).statusCode).toBe(200);
    const again = [{ relation: 'background', article: gone.id }];
    expect((await editor.patch(id, { related: again })).statusCode).toBe(422);
  });
});

describe('a slug that stories in several languages share', () => {
  it('does not say which of them a change means', async () => {
    const { editor } = await newsroom();
    const first = await editor.create({ headline: 'Sommet', slug: 'sommet', locale: 'fr' });
    const second = await editor.create({ headline: 'Sommet', slug: 'sommet', locale: 'en' });
    const body = { kicker: 'K' };
    const refused = await editor.send('PATCH', '/articles/sommet', { etag: first.etag, body });
    expect(refused.statusCode).toBe(409);
    expect(refused.json().stories).toEqual([
      { id: first.id, locale: 'fr' },
      { id: second.id, locale: 'en' },
    ]);
    const said = await editor.send('PATCH', '/articles/sommet?locale=fr', { etag: first.etag, body });
    expect(said.json()).toMatchObject({ id: first.id, kicker: 'K' });
    const named = await editor.create({
      headline: 'Names',
      locale: 'en',
      related: [{ relation: 'background', article: 'sommet' }],
    });
    expect(named.related).toMatchObject([{ article: { id: second.id } }]);
  });

  it('means the one that is there, not one that was deleted', async () => {
    const { editor } = await newsroom();
    const gone = await editor.create({ headline: 'Sommet', slug: 'sommet', locale: 'en' });
    const there = await editor.create({ headline: 'Sommet', slug: 'sommet', locale: 'fr' });
    await editor.send('DELETE', `/articles/${gone.id}`, { etag: gone.etag });
    expect((await editor.read('sommet')).id).toBe(there.id);
    const answer = await editor.send('PATCH', '/articles/sommet', {
      etag: there.etag,
      body: { kicker: 'K' },
    });
    expect(answer.json().id).toBe(there.id);
    const { etag } = await editor.read(gone.id);
    const back = await editor.send('POST', '/articles/sommet/undelete', { etag });
    expect(back.json().id).toBe(gone.id);
  });
});

describe('what a deleted story names', () => {
  it('waits for its return: it is whole when it is brought back', async () => {
    const house = await openHouse({ seed: 'none' });
    const [reporter, chief] = [await deskOf(house, 'reporter'), await deskOf(house, 'chief')];
    const topic = (await chief.send('POST', '/topics', { body: { name: 'Buses' } })).json();
    const story = await reporter.create({ headline: 'A bus', topics: ['buses'] });
    const gone = await reporter.send('DELETE', `/articles/${story.id}`, { etag: story.etag });
    const refused = await chief.send('DELETE', '/topics/buses', { etag: topic.etag });
    expect(refused.statusCode).toBe(409);
    expect(refused.json().usedBy).toMatchObject([{ kind: 'article', id: story.id }]);
    const { etag } = gone.json();
    const back = await reporter.send('POST', `/articles/${story.id}/undelete`, { etag });
    expect(back.json().topics).toMatchObject([{ slug: 'buses' }]);
    expect((await reporter.patch(story.id, { kicker: 'Whole' })).statusCode).toBe(200);
  });
});
