import { describe, expect, it } from 'vitest';
import type { Article } from '../../../../src/edition/show/schema.ts';
import { surrogateKeyOf } from '../../../../src/foundation/http/answer/surrogate-keys.ts';
import { publicRevisionOf, changesOn } from '../../../support/at-desk.ts';
import { deskOf } from '../../../support/desk.ts';
import { givenAlert, givenStory } from '../../../support/given.ts';
import { openHouse, type House } from '../../../support/house.ts';

const reason = 'Two stories on one vote.';

/** `naming` links to `one`, is related to it, and an alert announces it; `one` was consolidated into `other`. */
async function consolidated() {
  const house = await openHouse({ seed: 'none' });
  const chief = await deskOf(house, 'chief');
  const one = await givenStory(house, { headline: 'One' });
  const other = await givenStory(house, { headline: 'Other' });
  const naming = await givenStory(house, {
    headline: 'Naming',
    body: linkTo(one),
    related: [{ relation: 'background', article: one }],
  });
  await givenAlert(house, { headline: 'The vote is over', article: one });
  house.clock.advance(60_000);
  await chief.act(one, 'consolidate', { into: other, reason });
  return { house, chief, one, other, naming };
}

function linkTo(article: string) {
  return [
    {
      _type: 'block' as const,
      _key: 'b1',
      style: 'normal' as const,
      markDefs: [{ _type: 'articleLink' as const, _key: 'm1', article }],
      children: [{ _type: 'span' as const, _key: 's1', text: 'The vote', marks: ['m1'] }],
    },
  ];
}

async function readNaming(house: House): Promise<Article> {
  return (await house.client.get('/v1/articles/naming')).json<Article>();
}

describe('what names a consolidated story', () => {
  it('shows the story that it went into: links, related stories, alerts', async () => {
    const { house, other } = await consolidated();
    const { body, related } = await readNaming(house);
    expect(body).toMatchObject([{ markDefs: [{ article: other, slug: 'other' }] }]);
    expect(related).toMatchObject([{ relation: 'background', article: { id: other, headline: 'Other' } }]);
    const html = await house.client.get('/v1/articles/naming?body=html');
    expect(html.json<Article>().bodyHtml).toContain(`data-article="${other}"`);
    for (const form of ['ninjs', 'jsonld'])
      expect((await house.client.get(`/v1/articles/naming/${form}`)).statusCode, form).toBe(200);
    const { data } = (await house.client.get('/v1/alerts')).json();
    expect(data).toMatchObject([{ headline: 'The vote is over', article: { id: other } }]);
  });

  it('is as new as the consolidation', async () => {
    const { house } = await consolidated();
    const answer = await house.client.get('/v1/articles/naming');
    expect(Date.parse(answer.headers['last-modified'] as string)).toBe(house.clock.now());
  });

  it('leads on over every step, and back when a step is undone', async () => {
    const { house, chief, one, other } = await consolidated();
    const third = await givenStory(house, { headline: 'Third' });
    await chief.act(other, 'consolidate', { into: third, reason });
    expect((await readNaming(house)).related).toMatchObject([{ article: { id: third } }]);
    const change = { kind: 'update', text: 'Apart again.' };
    await chief.act(other, 'publish', { change });
    expect((await readNaming(house)).related).toMatchObject([{ article: { id: other } }]);
    await chief.act(one, 'publish', { change });
    expect((await readNaming(house)).related).toMatchObject([{ article: { id: one } }]);
    expect((await house.client.get('/v1/alerts')).json().data).toMatchObject([{ article: { id: one } }]);
    // Caches that showed the one in place of the other are told.
    const { id: naming } = await readNaming(house);
    expect((await changesOn(house, one)).at(-1)!.keys).toContain(surrogateKeyOf(naming));
  });

  it('shows nothing of a story that is live no more', async () => {
    const { house, chief, other } = await consolidated();
    await chief.act(other, 'withdraw', { reason, notice: 'It was wrong.' });
    const { related, body } = await readNaming(house);
    expect(related).toEqual([]);
    expect(body).toMatchObject([{ markDefs: [] }]);
    expect((await house.client.get('/v1/alerts')).json().data).toEqual([]);
  });

  it('shows a related story once, and never the story itself', async () => {
    const { house, chief, one, other } = await consolidated();
    const both = [one, other].map((article) => ({ relation: 'background' as const, article }));
    const links = [{ relation: 'background' as const, url: 'https://example.org/', title: 'Elsewhere' }];
    await givenStory(house, { headline: 'Both', related: [...both, ...links] });
    const { related } = (await house.client.get('/v1/articles/both')).json<Article>();
    expect(related).toMatchObject([{ article: { id: other } }, { url: 'https://example.org/' }]);
    await chief.patch(other, { related: [{ relation: 'background', article: one }] });
    await chief.act(other, 'publish', { change: { kind: 'update', text: 'More.' } });
    expect((await house.client.get('/v1/articles/other')).json<Article>().related).toEqual([]);
  });

  it('leads from a killed story to the substitute that its own went into', async () => {
    const { house, chief, one, other } = await consolidated();
    const forged = await givenStory(house, { headline: 'Forged' });
    await chief.act(forged, 'kill', { reason, notice: 'It was forged.', substitute: one });
    const { tombstone } = (await house.client.get('/v1/articles/forged')).json();
    expect(tombstone).toMatchObject({ state: 'killed', substitute: { id: other } });
  });

  it('is no translation of it', async () => {
    const { house, chief } = await consolidated();
    const first = await givenStory(house, { headline: 'First' });
    const french = await givenStory(house, { headline: 'Premier', locale: 'fr', translationOf: first });
    await chief.act(first, 'consolidate', { into: 'other', reason });
    const answer = (await house.client.get(`/v1/articles/${french}`)).json<Article>();
    expect(answer.translationOf).toBeUndefined();
    expect(answer.translations).toEqual([]);
    const nearest = await house.client.get('/v1/articles/premier?locale=de&fallback=true');
    expect(nearest.json<Article>().id).toBe(french);
  });

  it('is said at the desk: the story that was named, a live alert, no warning', async () => {
    const { house, chief, one, naming } = await consolidated();
    const { related } = await chief.read(naming);
    expect(related).toMatchObject([{ article: { id: one, slug: 'one' } }]);
    expect((await chief.send('GET', '/alerts')).json().data).toMatchObject([
      { article: { id: one, live: true } },
    ]);
    const { findings } = (await chief.send('GET', `/articles/${naming}/preflight`)).json();
    const rules = (findings as { rule: string }[]).map(({ rule }) => rule);
    for (const rule of ['linkNotLive', 'relatedNotLive']) expect(rules).not.toContain(rule);
    // A reporter knows only what readers do.
    const reporter = await deskOf(house, 'reporter');
    const mine = await reporter.create({
      headline: 'Mine',
      related: [{ relation: 'background', article: 'naming' }],
    });
    expect(mine.related).toMatchObject([{ article: { id: naming } }]);
    await chief.act(naming, 'consolidate', { into: 'other', reason });
    expect((await reporter.read(mine.id)).related).toMatchObject([{ article: { slug: 'other' } }]);
  });

  it('changes what is public, where an alert for it starts or ends', async () => {
    const { house, one } = await consolidated();
    const before = await publicRevisionOf(house);
    const headers = await house.keyFor('editor');
    const at = new Date(house.clock.now()).toISOString();
    const alert = { headline: 'Again', article: one, startsAt: at, endsAt: '2030-01-01T00:00:00Z' };
    await house.client.request('POST', '/v1/desk/alerts', { headers, body: alert });
    expect(await publicRevisionOf(house)).toBe(before + 1);
  });
});

describe('former addresses', () => {
  it('lead on after the story was unpublished and published again, and are 404 between', async () => {
    const house = await openHouse({ seed: 'none' });
    const chief = await deskOf(house, 'chief');
    const id = await givenStory(house, { slug: 'first-name', headline: 'A name' });
    for (const slug of ['second-name', 'third-name']) {
      await chief.patch(id, { slug });
      await chief.act(id, 'publish', { change: { kind: 'refile', text: 'A new name.' } });
    }
    // The same name in another language is another story.
    const french = await givenStory(house, { slug: 'first-name', headline: 'Un nom', locale: 'fr' });
    await chief.act(id, 'unpublish', { reason });
    for (const slug of ['second-name', 'third-name'])
      expect((await house.client.get(`/v1/articles/${slug}`)).statusCode, slug).toBe(404);
    expect((await house.client.get('/v1/articles/first-name')).json()).toMatchObject({ id: french });
    const { needs = [] } = (await chief.read(id)).actions.publish;
    const change = { kind: 'update', text: 'Again.' };
    await chief.act(id, 'publish', needs.includes('change') ? { change } : {});
    for (const slug of ['first-name', 'second-name']) {
      const moved = await house.client.get(`/v1/articles/${slug}`);
      expect([moved.statusCode, moved.headers.location], slug).toEqual([
        301,
        '/v1/articles/third-name?locale=en',
      ]);
    }
  });
});
