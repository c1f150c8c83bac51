import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createRetentionJob } from '../../../src/desk/retention/job.ts';
import { system } from '../../../src/access/system.ts';
import type { ChangePage } from '../../../src/delivery/changes/schema.ts';
import { surrogateKeyOf } from '../../../src/foundation/http/answer/surrogate-keys.ts';
import { deskOf } from '../../support/desk.ts';
import {
  givenAgency,
  givenByline,
  givenCopy,
  givenPicture,
  givenSection,
  givenStory,
} from '../../support/given.ts';
import { openHouse, type House } from '../../support/house.ts';

type Page = z.output<typeof ChangePage>;

async function opened() {
  const house = await openHouse({ seed: 'none' });
  const desk = await deskOf(house, 'admin');
  async function ask(query = ''): Promise<Page> {
    return (await house.client.get(`/v1/changes${query}`)).json<Page>();
  }
  const { next } = (await ask()).page;
  /** The changes since the house was opened. */
  async function since(query = ''): Promise<Page['data']> {
    return (await ask(`?after=${next}&limit=100${query}`)).data;
  }
  return { house, desk, ask, since, next };
}

function told({ data }: Page): unknown[] {
  return data.map(({ kind, id, action }) => [kind, id, action]);
}

/** Follows a list to its end. */
async function all(house: House, query: string, from = 'beginning'): Promise<Page['data']> {
  let after = from;
  const data: Page['data'] = [];
  for (;;) {
    const { statusCode, json } = await house.client.get(`/v1/changes?after=${after}${query}`);
    expect(statusCode).toBe(200);
    const page = json<Page>();
    data.push(...page.data);
    after = page.page.next;
    if (!page.page.more) return data;
  }
}

describe('/v1/changes', () => {
  it('tells of a publication, a correction and a kill, in order, stories as they are now', async () => {
    const { house, desk, since } = await opened();
    const picture = await givenPicture(house);
    const { id } = await desk.create({ headline: 'Buses', leadMedia: { media: picture } });
    await desk.act(id, 'publish', {});
    await desk.patch(id, { standfirst: 'Put right.' });
    await desk.act(id, 'publish', { change: { kind: 'correction', text: 'We were wrong.', material: true } });
    const live = await since();
    expect(live).toMatchObject([
      { kind: 'article', id, action: 'upserted', material: true, article: { id, standfirst: 'Put right.' } },
      { kind: 'media', id: picture, action: 'upserted' },
      { kind: 'article', id, action: 'upserted', material: true, article: { standfirst: 'Put right.' } },
      { kind: 'correction', correction: { text: 'We were wrong.', article: { id } }, material: true },
    ]);
    expect((await since('&locale=en')).map(({ kind }) => kind)).toEqual(['article', 'article', 'correction']);
    expect(await since('&locale=de')).toEqual([]);
    await desk.act(id, 'kill', { reason: 'Forged.', notice: 'This story was removed.' });
    const changes = await since();
    expect(changes.slice(0, 4).map((change) => change.article)).toEqual(Array(4).fill(undefined));
    expect(changes.slice(4)).toMatchObject([
      { kind: 'article', id, action: 'removed', state: 'killed', notice: 'This story was removed.' },
      { kind: 'media', id: picture, action: 'removed', state: 'hidden' },
    ]);
    // Its picture says `immutable` for a year.
    expect(changes[4]!.surrogateKeys).toEqual(expect.arrayContaining([id, picture].map(surrogateKeyOf)));
    expect(JSON.stringify(changes)).not.toContain('Buses');
  });

  it('is moved by no draft', async () => {
    const { house, desk, ask, next } = await opened();
    const id = await givenCopy(house, { headline: 'Not yet' });
    await desk.patch(id, { headline: 'Still not' });
    await desk.send('POST', '/topics', { body: { name: 'Secret', hidden: true } });
    await givenPicture(house);
    expect(await ask(`?after=${next}`)).toEqual({ data: [], page: { limit: 20, next, more: false } });
  });

  it('goes on after each page, and after each change', async () => {
    const { house, ask, since, next } = await opened();
    for (const headline of ['One', 'Two', 'Three']) await givenStory(house, { headline });
    const whole = await since();
    const first = await ask(`?after=${next}&limit=2`);
    expect([told(first), first.page.more]).toEqual([told({ data: whole.slice(0, 2) } as Page), true]);
    const second = await ask(`?after=${first.page.next}&limit=2`);
    expect([second.data, second.page.more]).toEqual([whole.slice(2), false]);
    expect((await ask(`?after=${whole[0]!.cursor}`)).data).toEqual(whole.slice(1));
    expect((await ask(`?after=${second.page.next}`)).data).toEqual([]);
  });

  it('begins with all that is public, and loses nothing that happens meanwhile', async () => {
    const { house, desk } = await opened();
    const agency = await givenAgency(house);
    await givenAgency(house, { name: 'Secret', hidden: true });
    const byline = await givenByline(house);
    const picture = await givenPicture(house);
    const ids: string[] = [];
    for (const headline of ['One', 'Two', 'Three', 'Four'])
      ids.push(await givenStory(house, { headline, agency, leadMedia: { media: picture } }));
    await givenCopy(house, { headline: 'Not yet' });
    const [first, second, third, fourth] = ids as [string, string, string, string];
    const page = (await house.client.get('/v1/changes?after=beginning&limit=4')).json<Page>();
    expect(told(page)).toEqual([
      ['agency', agency, 'upserted'],
      ['byline', byline, 'upserted'],
      ['media', picture, 'upserted'],
      ['article', first, 'upserted'],
    ]);
    await desk.act(first, 'unpublish', { reason: 'Early.' });
    await desk.act(third, 'withdraw', { reason: 'Wrong.', notice: 'Wrong.' });
    const fifth = await givenStory(house, { headline: 'Five' });
    const rest = await all(house, '&limit=1', page.page.next);
    const standing = new Set<string>();
    for (const { id, action } of [...page.data, ...rest])
      if (action === 'upserted') standing.add(id);
      else standing.delete(id);
    expect([...standing].sort()).toEqual([agency, byline, picture, second, fourth, fifth].sort());
  });

  it('gives only the kinds, sections and languages that were asked for', async () => {
    const { house, desk, since } = await opened();
    const world = await givenSection(house, { name: 'World' });
    const asia = await givenSection(house, { name: 'Asia', parent: world });
    const sport = await givenSection(house, { name: 'Sport' });
    const one = await givenStory(house, { headline: 'One', section: asia });
    const other = await givenStory(house, { headline: 'Two', section: sport, locale: 'de' });
    expect((await since('&kind=section')).map(({ id }) => id)).toEqual([world, asia, sport]);
    expect((await since('&section=world')).map(({ id }) => id)).toEqual([one]);
    expect((await since('&locale=de')).map(({ id }) => id)).toEqual([other]);
    expect((await all(house, '&section=world')).map(({ id }) => id)).toEqual([one]);
    // Who follows a section learns that a story has left it.
    await desk.patch(one, { section: sport });
    await desk.act(one, 'publish', { change: { kind: 'update', text: 'Moved.' } });
    expect((await since('&section=world')).map(({ article }) => article?.section?.slug)).toEqual([
      'sport',
      'sport',
    ]);
    const refused = await house.client.get('/v1/changes?section=nowhere&after=beginning');
    expect(refused.statusCode).toBe(422);
  });

  it('gives whole stories where they are asked for, 1 MB of them at most', async () => {
    const { house, ask, next } = await opened();
    const bodyText = `${'word '.repeat(100)}\n\n`.repeat(900);
    for (const headline of ['One', 'Two', 'Three']) await givenStory(house, { headline, bodyText });
    const seen: string[] = [];
    let after = next;
    for (let pages = 1; ; pages++) {
      const { data, page } = await ask(`?after=${after}&include=body`);
      seen.push(...data.map(({ article }) => article!.headline));
      for (const { article } of data)
        expect((article as { body: unknown[] }).body.length).toBeGreaterThan(800);
      after = page.next;
      if (!page.more) {
        expect(pages).toBeGreaterThan(1);
        break;
      }
    }
    expect(seen).toEqual(['One', 'Two', 'Three']);
  });

  it('waits for a change, and for no longer than it was told', async () => {
    const { house, ask, next } = await opened();
    const waiting = ask(`?after=${next}&wait=30`);
    const id = await givenStory(house, { headline: 'Now' });
    expect((await waiting).data).toMatchObject([{ id }]);
    const newest = (await ask()).page.next;
    expect((await ask(`?after=${newest}&wait=1`)).data).toEqual([]);
  });

  it('does not wait where a first reading has ended and more has changed', async () => {
    const { house, desk, ask } = await opened();
    await givenStory(house, { headline: 'One' });
    const last = await givenStory(house, { headline: 'Two' });
    const first = await ask('?after=beginning&limit=1');
    await desk.act(last, 'withdraw', { reason: 'Wrong.', notice: 'Wrong.' });
    const { data, page } = await ask(`?after=${first.page.next}&wait=30`);
    expect([data, page.more]).toEqual([[], true]);
    expect(told(await ask(`?after=${page.next}&wait=30`))).toEqual([['article', last, 'removed']]);
  });

  it('tells of what is gone by now as removed', async () => {
    const { desk, since } = await opened();
    const { id } = await desk.create({ headline: 'Buses' });
    await desk.act(id, 'publish', {});
    for (const text of ['One', 'Two'])
      await desk.act(id, 'publish', { change: { kind: 'correction', text } });
    const [first] = await since('&kind=correction');
    await desk.act(id, `corrections/${first!.id}/retract`, { reason: 'Wrong.' });
    await desk.act(id, 'unpublish', { reason: 'Early.' });
    const changes = await since();
    expect(changes.map(({ kind, action, state }) => [kind, action, state])).toEqual([
      ['article', 'removed', 'unpublished'],
      ['article', 'removed', 'unpublished'],
      ['correction', 'removed', undefined],
      ['article', 'removed', 'unpublished'],
      ['correction', 'removed', undefined],
      ['article', 'removed', 'unpublished'],
      ['correction', 'removed', 'retracted'],
      ['article', 'removed', 'unpublished'],
    ]);
    for (const change of changes)
      for (const shown of ['article', 'correction']) expect(change).not.toHaveProperty(shown);
  });

  it('says where to begin anew when the log does not go back so far', async () => {
    const { house, ask, next } = await opened();
    await givenStory(house, { headline: 'One' });
    const kept = { keepDays: undefined, keepChangesDays: 30 };
    const step = createRetentionJob({ ...house, ...kept, actor: system, isSteady: async () => true });
    house.clock.advance(31 * 86_400_000);
    const id = await givenStory(house, { headline: 'Two' });
    await step();
    const gone = await house.client.get(`/v1/changes?after=${next}`);
    expect([gone.statusCode, gone.json().detail]).toEqual([410, expect.stringContaining('after=beginning')]);
    expect(told(await ask('?after=beginning&kind=article')).length).toBe(2);
    const [newest] = (await ask()).page.next.split('-');
    // Another database has had other changes.
    for (const wrong of [`${newest}-1`, 'zzz-1'])
      expect((await house.client.get(`/v1/changes?after=${wrong}`)).statusCode).toBe(410);
    house.clock.advance(31 * 86_400_000 + 3_600_000);
    await step();
    // The last change stays, so that whoever has seen it goes on.
    const { next: last } = (await ask()).page;
    expect((await ask(`?after=${last}`)).page.next).toBe(last);
    expect((await ask('?after=beginning&kind=article')).data.at(-1)!.id).toBe(id);
  });

  it('refuses what is no cursor', async () => {
    const { house, next } = await opened();
    for (const after of ['%20', 'x', '1-1.article', '../..', `${next}.foo.`, `${next}.edition.`])
      expect([after, (await house.client.get(`/v1/changes?after=${after}`)).statusCode]).toEqual([
        after,
        400,
      ]);
  });
});
