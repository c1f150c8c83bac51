import BetterSqlite3 from 'better-sqlite3';
import { ne } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { roles, scopesOf } from '../../../src/access/scopes.ts';
import { articles } from '../../../src/desk/stories/table.ts';
import type { DeskFilters } from '../../../src/desk/lists/filters.ts';
import { countList, listDeskArticles } from '../../../src/desk/show/list.ts';
import { listNames } from '../../../src/desk/show/working-lists.ts';
import { encodeCursor } from '../../../src/foundation/page/cursor.ts';
import { deskOf, type Desk } from '../../support/desk.ts';
import { givenAgency, givenByline, givenPicture, givenSection, givenTopic } from '../../support/given.ts';
import { openHouse } from '../../support/house.ts';
import { onPostgres } from '../../support/postgres.ts';

async function inList(desk: Desk, list: string, more = ''): Promise<string[]> {
  const answer = await desk.send('GET', `/articles?list=${list}${more}`);
  return answer.json<{ data: { headline: string }[] }>().data.map(({ headline }) => headline);
}

async function totals(desk: Desk): Promise<Record<string, number>> {
  const { data } = (await desk.send('GET', '/lists')).json<{ data: { name: string; total: number }[] }>();
  return Object.fromEntries(data.map(({ name, total }) => [name, total]));
}

async function newsroom() {
  const house = await openHouse({ seed: 'none' });
  const [desk, other] = [await deskOf(house, 'editor'), await deskOf(house, 'editor')];
  return { house, desk, other };
}

describe('the lists to work from', () => {
  it('have what one created, and what one saved last', async () => {
    const { house, desk, other } = await newsroom();
    const { id } = await other.create({ headline: 'Theirs, saved by me' });
    await desk.create({ headline: 'Mine' });
    await other.create({ headline: 'Theirs' });
    house.clock.advance(1000);
    const saved = await other.create({ headline: 'Saved by me and then by them' });
    await desk.patch(saved.id, { kicker: 'K' });
    await other.patch(saved.id, { kicker: 'L' });
    await desk.patch(id, { kicker: 'K' });
    expect(await inList(desk, 'mine')).toEqual(['Theirs, saved by me', 'Mine']);
    const first = (await desk.send('GET', '/articles?list=mine&limit=1&count=true')).json();
    expect([first.data[0].headline, first.page.total]).toEqual(['Theirs, saved by me', 2]);
    expect(await inList(desk, 'mine', `&limit=1&cursor=${first.page.next}`)).toEqual(['Mine']);
    expect(await inList(desk, 'mine', '&q=theirs')).toEqual(['Theirs, saved by me']);
    expect((await other.send('GET', `/articles?list=mine&cursor=${first.page.next}`)).statusCode).toBe(400);
  });

  it('keep one order through all pages where stories have one moment', async () => {
    const { desk, other } = await newsroom();
    const ids: string[] = [];
    for (let n = 0; n < 3; n += 1) {
      ids.push((await desk.create()).id);
      const { id } = await other.create();
      await desk.patch(id, { kicker: 'K' });
      ids.push(id);
    }
    const seen: string[] = [];
    for (let next: string | undefined = ''; next !== undefined;) {
      const answer = await desk.send('GET', `/articles?list=mine&limit=1${next && `&cursor=${next}`}`);
      const { data, page } = answer.json<{ data: { id: string }[]; page: { next?: string } }>();
      seen.push(...data.map(({ id }) => id));
      next = page.next;
    }
    expect(seen).toEqual(ids.toSorted().toReversed());
  });

  it('have what waits for review and was last saved by others, the longest first', async () => {
    const { house, desk, other } = await newsroom();
    for (const headline of ['First', 'Second']) {
      await other.create({ headline });
      house.clock.advance(1000);
    }
    await desk.create({ headline: 'Mine' });
    await house.play(async ({ tx }) => {
      await tx.update(articles).set({ copyState: 'review' }).where(ne(articles.id, ''));
    });
    expect(await inList(desk, 'review')).toEqual(['First', 'Second']);
    expect(await inList(other, 'review')).toEqual(['Mine']);
  });

  it('have what was returned to its authors, with the reason, until they send it again', async () => {
    const { house, desk, other } = await newsroom();
    const reporter = await deskOf(house, 'reporter');
    const { id } = await reporter.create({ headline: 'Theirs' });
    const second = await other.create({ headline: 'Submitted by another' });
    await reporter.create({ headline: 'Never submitted' });
    await reporter.act(id, 'submit');
    await desk.act(id, 'return', { reason: 'Ask the company.' });
    house.clock.advance(1000);
    await desk.act(second.id, 'submit');
    await other.act(second.id, 'return', { reason: 'Not yet.' });
    expect([await inList(reporter, 'returned'), await inList(desk, 'returned')]).toEqual([
      ['Theirs'],
      ['Submitted by another'],
    ]);
    // Who returned it needs no reminder.
    expect(await inList(other, 'returned')).toEqual([]);
    const { by } = (await reporter.read(id)).returned!;
    const returned = { by, at: '2026-11-23T12:00:00.000Z', reason: 'Ask the company.', version: 1 };
    const { data } = (await reporter.send('GET', '/articles?list=returned')).json();
    expect(data[0].returned).toEqual(returned);
    expect((await totals(reporter))['returned']).toBe(1);

    await reporter.patch(id, { kicker: 'K' });
    expect(await inList(reporter, 'returned')).toEqual(['Theirs']);
    await reporter.act(id, 'submit');
    expect(await inList(reporter, 'returned')).toEqual([]);
    expect((await desk.read(id)).returned).toEqual(returned);
    await desk.act(id, 'approve');
    expect(await desk.read(id)).not.toHaveProperty('returned');
  });

  it('do not have what was taken back by its author, published or killed since it was returned', async () => {
    const { house, desk, other } = await newsroom();
    const chief = await deskOf(house, 'chief');
    const ids: Record<string, string> = {};
    for (const headline of ['Taken back', 'Published', 'Killed', 'Deleted']) {
      ids[headline] = (await desk.create({ headline })).id;
      await desk.act(ids[headline], 'submit');
      const returning = headline === 'Taken back' ? desk : other;
      await returning.act(ids[headline], 'return', { reason: 'Not yet.' });
    }
    expect((await desk.read(ids['Taken back']!)).returned).toMatchObject({ reason: 'Not yet.' });
    await other.act(ids['Published']!, 'publish', {});
    await chief.act(ids['Killed']!, 'kill', { reason: 'R.', notice: 'N.' });
    const { etag } = await desk.read(ids['Deleted']!);
    await desk.send('DELETE', `/articles/${ids['Deleted']}`, { etag });
    expect(await inList(desk, 'returned')).toEqual([]);
    expect(await desk.read(ids['Published']!)).not.toHaveProperty('returned');
  });

  it('have what waits for a second chief to be killed, the longest first', async () => {
    const house = await openHouse({ seed: 'none', killNeedsTwo: true });
    const [chief, second] = [await deskOf(house, 'chief'), await deskOf(house, 'chief')];
    const ids: string[] = [];
    for (const headline of ['First', 'Second', 'Third']) {
      const { id } = await chief.create({ headline });
      await chief.act(id, 'kill', { reason: 'Forged.', notice: 'Removed.' });
      house.clock.advance(1000);
      ids.push(id);
    }
    expect(await inList(second, 'killsProposed')).toEqual(['First', 'Second', 'Third']);
    await second.act(ids[0]!, 'kill', { reason: 'Forged.', notice: 'Removed.' });
    await second.act(ids[1]!, 'cancel-kill', { reason: 'Genuine.' });
    expect(await inList(second, 'killsProposed')).toEqual(['Third']);
  });

  it('have what goes out by itself, the next first, behind what was kept from it', async () => {
    const { house, desk } = await newsroom();
    const media = await givenPicture(house);
    const kept = await desk.create({ headline: 'Kept back', bodyText: 'T.', leadMedia: { media } });
    for (const [id, at] of [
      [(await desk.create({ headline: 'Later', bodyText: 'T.' })).id, '2026-11-23T14:00:00Z'],
      [(await desk.create({ headline: 'Soon', bodyText: 'T.' })).id, '2026-11-23T13:00:00Z'],
      [kept.id, '2026-11-23T12:30:00Z'],
    ] as const)
      expect((await desk.act(id, 'schedule', { at })).statusCode).toBe(200);
    await desk.create({ headline: 'Draft' });
    expect(await inList(desk, 'scheduled')).toEqual(['Kept back', 'Soon', 'Later']);
    const { etag } = (await desk.send('GET', `/media/${media}`)).json<{ etag: string }>();
    await desk.send('PATCH', `/media/${media}`, { etag, body: { usableUntil: '2026-11-23T12:10:00Z' } });
    house.clock.set('2026-11-23T13:00:00Z');
    await house.catchUp();
    expect(await inList(desk, 'scheduled')).toEqual(['Kept back', 'Later']);
  });

  it('have what is under embargo, the next to end first', async () => {
    const { house, desk } = await newsroom();
    for (const [headline, embargoUntil] of [
      ['Later', '2026-11-23T14:00:00Z'],
      ['Soon', '2026-11-23T13:00:00Z'],
    ] as const)
      await desk.create({ headline, embargoUntil });
    await desk.create({ headline: 'Free' });
    expect(await inList(desk, 'embargoed')).toEqual(['Soon', 'Later']);
    house.clock.set('2026-11-23T13:00:00Z');
    expect(await inList(desk, 'embargoed')).toEqual(['Later']);
  });

  it('call no sample news of the last hour', async () => {
    const desk = await deskOf(await openHouse(), 'editor');
    expect(await inList(desk, 'justPublished')).toEqual([]);
  });

  it('have what came out in the last hour, the last first', async () => {
    const { house, desk } = await newsroom();
    for (const headline of ['First', 'Second']) {
      const { id } = await desk.create({ headline });
      await desk.act(id, 'publish', {});
      house.clock.advance(60_000);
    }
    await desk.create({ headline: 'Draft' });
    const { id } = await desk.create({ headline: 'Taken back' });
    await desk.act(id, 'publish', {});
    await desk.act(id, 'unpublish', { reason: 'Too early.' });
    expect(await inList(desk, 'justPublished')).toEqual(['Second', 'First']);
    house.clock.advance(3_600_000 - 60_000);
    expect(await inList(desk, 'justPublished')).toEqual(['Second']);
  });

  it('have what shows a picture without alt text in its language, until somebody writes it', async () => {
    const { house, desk } = await newsroom();
    const media = await givenPicture(house, { captions: { de: { caption: 'Ein Pult.' } } });
    const described = await givenPicture(house);
    await desk.create({ headline: 'Described', leadMedia: { media: described } });
    await desk.create({ headline: 'Own words', leadMedia: { media, altText: 'A lectern.' } });
    await desk.create({ headline: 'Lead', leadMedia: { media } });
    house.clock.advance(1000);
    const both = await desk.create({ headline: 'Both', placements: [{ media: described }, { media }] });
    house.clock.advance(1000);
    await desk.create({ headline: 'German', locale: 'de', body: [{ _type: 'image', media }] });
    expect(await inList(desk, 'withoutAltText')).toEqual(['German', 'Both', 'Lead']);

    async function caption(locale: string, body?: unknown) {
      const { etag } = (await desk.send('GET', `/media/${media}`)).json<{ etag: string }>();
      const method = body === undefined ? 'DELETE' : 'PUT';
      return desk.send(method, `/media/${media}/captions/${locale}`, { etag, body });
    }
    await caption('en', { caption: 'A lectern.', altText: 'A grey lectern.' });
    expect(await inList(desk, 'withoutAltText')).toEqual(['German']);
    await caption('de', { caption: 'Ein Pult.', decorative: true });
    expect(await inList(desk, 'withoutAltText')).toEqual([]);
    await caption('en');
    expect(await inList(desk, 'withoutAltText')).toEqual(['Both', 'Lead']);
    await caption('de');
    expect(await inList(desk, 'withoutAltText')).toEqual(['German', 'Both', 'Lead']);
    await desk.patch(both.id, { placements: [] });
    expect(await inList(desk, 'withoutAltText')).toEqual(['German', 'Lead']);
  });

  it('are told with how many are in each, and where each is; a reporter’s count their own', async () => {
    const { house, desk, other } = await newsroom();
    const reporter = await deskOf(house, 'reporter');
    await desk.create({ headline: 'One', embargoUntil: '2026-11-24T12:00:00Z' });
    await reporter.create({ headline: 'Two', embargoUntil: '2026-11-24T12:00:00Z' });
    expect(await totals(desk)).toEqual({
      mine: 1,
      review: 0,
      returned: 0,
      killsProposed: 0,
      scheduled: 0,
      embargoed: 2,
      justPublished: 0,
      withoutAltText: 0,
      incoming: 0,
    });
    expect(await totals(other)).toMatchObject({ mine: 0, embargoed: 2 });
    expect(await totals(reporter)).toMatchObject({ mine: 1, embargoed: 1 });
    expect(await inList(reporter, 'embargoed')).toEqual(['Two']);
    const { data } = (await desk.send('GET', '/lists')).json<{ data: { address: string }[] }>();
    for (const { address } of data)
      expect((await house.client.get(address, { headers: desk.key })).statusCode).toBe(200);
  });

  it('have an order of their own: another is refused', async () => {
    const { desk } = await newsroom();
    const answer = await desk.send('GET', '/articles?list=mine&sort=createdAt');
    expect([answer.statusCode, answer.json().errors]).toEqual([
      400,
      [{ parameter: 'sort', detail: 'sort must not be given with list, which has its own order' }],
    ]);
    expect((await desk.send('GET', '/articles?list=theirs')).statusCode).toBe(400);
  });

  it('can be narrowed, like every list of stories, by when they were created and first published', async () => {
    const { house, desk } = await newsroom();
    const { id } = await desk.create({ headline: 'Old' });
    house.clock.advance(60_000);
    await desk.create({ headline: 'New' });
    house.clock.advance(60_000);
    await desk.act(id, 'publish', {});
    for (const [query, found] of [
      ['createdFrom=2026-11-23T12:01:00Z', ['New']],
      ['createdTo=2026-11-23T12:00:59Z', ['Old']],
      ['publishedFrom=2026-11-23T12:02:00Z', ['Old']],
      ['publishedFrom=2026-11-23T12:02:01Z', []],
      ['publishedTo=2026-11-23T12:02:00Z', ['Old']],
    ] as const)
      expect(await inList(desk, 'mine', `&${query}`), query).toEqual(found);
  });
});

// Plans are SQLite's.
describe.skipIf(onPostgres)('the plan of a list to work from', () => {
  it.each(['empty', 'full'])(
    'walks along an index in its order: nothing is sorted, nor all read (%s)',
    async (known) => {
      const house = await openHouse({ seed: 'none' });
      const raw = new BetterSqlite3(house.file);
      if (known === 'full') fill(raw);
      for (const name of listNames)
        expect({ name, faults: await faultsOf(name) }).toEqual({ name, faults: [] });
      raw.exec(
        'DROP INDEX articles_by_embargo; DROP INDEX articles_of_saver_by_update; DROP INDEX articles_without_alt_text',
      );
      for (const name of ['embargoed', 'mine', 'withoutAltText'] as const)
        expect(await faultsOf(name), name).not.toEqual([]);
      raw.close();

      async function faultsOf(name: (typeof listNames)[number]): Promise<string[]> {
        const role = 'editor' as const;
        const kind = 'person' as const;
        const caller = { id: 'actor_1', name: 'One', kind, role, keyId: 'k', scopes: scopesOf(role) };
        expect(roles).toContain(role);
        const filters = { caller: caller.id };
        const cursor = encodeCursor({ sort: name, filters }, [5, 'article_5']);
        const faults: string[] = [];
        for (const ask of [
          () => house.database.read((db) => listDeskArticles(db, caller, { list: name, limit: 20 }, 1000)),
          () =>
            house.database.read((db) =>
              listDeskArticles(db, caller, { list: name, limit: 20, cursor }, 1000),
            ),
          () => house.database.read((db) => countList(db, caller, name, 1000)),
        ]) {
          house.queries.length = 0;
          await ask();
          for (const query of house.queries.filter((text) => /from "articles"/.test(text))) {
            const values = Array.from(query.matchAll(/\?/g), () => 5);
            const plan = raw
              .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${query}`)
              .all(...values)
              .map(({ detail }) => detail);
            faults.push(
              ...plan.filter((step) =>
                /TEMP B-TREE|SCAN articles(?! USING INDEX articles_(without_alt_text|kill_proposed))/.test(
                  step,
                ),
              ),
            );
          }
        }
        return faults;
      }
    },
  );
});

describe.skipIf(onPostgres)('the plan of a filter', () => {
  it.each([
    ['few', 50],
    ['many', 3000],
  ])('finds what it fits by its own index, and sorts only few (%s)', async (howMany, count) => {
    const house = await openHouse({ seed: 'none' });
    const raw = new BetterSqlite3(house.file);
    fill(raw);
    const agency = await givenAgency(house);
    const byline = await givenByline(house);
    const topic = await givenTopic(house);
    const section = await givenSection(house);
    name(raw, { agency, byline, topic, section }, count);
    const role = 'editor' as const;
    const kind = 'person' as const;
    const caller = { id: 'actor_1', name: 'One', kind, role, keyId: 'k', scopes: scopesOf(role) };
    const each = [
      { agency: [agency] },
      { byline: [byline] },
      { topic: [topic] },
      { section: [section] },
      { subject: ['medtop:1'] },
      { createdTo: count },
    ];
    for (const filters of [...each, Object.assign({}, ...each) as DeskFilters])
      expect({ filters, faults: await faultsOf(filters) }).toEqual({ filters, faults: [] });
    expect(await faultsOf({ hasUnpublishedChanges: true })).toEqual([]);
    for (const index of [
      'articles_of_agency_by_update',
      'article_subjects_by_code',
      'article_references_by_target',
    ])
      raw.exec(`DROP INDEX ${index}`);
    for (const filters of [each[0]!, each[1]!, each[2]!, each[4]!])
      expect(await faultsOf(filters), JSON.stringify(filters)).not.toEqual([]);
    raw.close();

    async function faultsOf(filters: DeskFilters): Promise<string[]> {
      house.queries.length = 0;
      const asked = { ...filters, sort: '-updatedAt' as const, limit: 20 };
      await house.database.read((db) => listDeskArticles(db, caller, asked, 1000));
      return house.queries
        .filter((query) => /from "(articles|article_references|article_subjects)"/.test(query))
        .flatMap((query) => stepsOf(raw, query).filter((step) => isFault(query, step)));
    }

    function isFault(query: string, step: string): boolean {
      if (/TEMP B-TREE/.test(step)) return howMany === 'many' || !/"articles"."id" in/.test(query);
      // A list that is walked in its order reads what it shows, and what does not fit.
      const walks =
        howMany === 'many' ? /INDEX articles_(by_update|with_changes)/ : /INDEX articles_with_changes/;
      return /^SCAN/.test(step) && !walks.test(step);
    }
  });
});

type Named = { agency: string; byline: string; topic: string; section: string };

/** Lets the first of the stories name these, and have a change that is not public. */
function name(raw: BetterSqlite3.Database, { agency, byline, topic, section }: Named, count: number): void {
  raw.exec(`
    UPDATE articles SET agency_id = '${agency}', section_id = '${section}', publication = 'live', copy_differs = 1
    WHERE created_at <= ${count};
    INSERT INTO article_references SELECT id, '${byline}', 1, 0 FROM articles WHERE created_at <= ${count};
    INSERT INTO article_references SELECT id, '${topic}', 1, 0 FROM articles WHERE created_at <= ${count};
    INSERT INTO article_subjects SELECT id, 'medtop:1' FROM articles WHERE created_at <= ${count};
    ANALYZE;
  `);
}

function stepsOf(raw: BetterSqlite3.Database, query: string): string[] {
  const values = Array.from(query.matchAll(/\?/g), () => 5);
  const plan = raw.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${query}`);
  return plan.all(...values).map(({ detail }) => detail);
}

/** Stories by the thousand, and what the engine learns from them for its plans. */
function fill(raw: BetterSqlite3.Database): void {
  raw.pragma('foreign_keys = OFF');
  raw.exec(`
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)
    INSERT INTO articles (id, locale, slug, headline, kind, search_text, saved_by, lacks_alt_text, copy_version, copy_state, publication, public_updated_at, embargo_until, revision, created_at, created_by, updated_at)
    SELECT 'article_' || i, 'en', 's' || i, 'h', 'story', 'h', 'actor_' || (i % 9), i % 50 = 0, 1, iif(i % 20, 'draft', 'review'), iif(i % 3, 'live', 'none'), i, iif(i % 30, NULL, i), 1, i, 'actor_' || (i % 7), i FROM n;
    ANALYZE;
  `);
}
