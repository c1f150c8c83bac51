import { copyFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { generateStories } from '../../../bench/generate.ts';
import { indexWhatIsNot } from '../../../src/main/search-index.ts';
import { standingClock } from '../../support/clock.ts';
import { deskOf } from '../../support/desk.ts';
import { givenAgency, givenSection, givenStory } from '../../support/given.ts';
import { openHouse } from '../../support/house.ts';
import { onPostgres } from '../../support/postgres.ts';
import { settings } from '../../support/settings.ts';

/** The database of a newsroom with two thousand stories more, and what the engine has learnt of them for its plans. */
async function makeLarge() {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-large-'));
  const file = join(folder, 'dateline.db');
  const ends: (() => Promise<void>)[] = [];
  function atEnd(end: () => Promise<void>): void {
    ends.push(end);
  }
  const before = await openHouse({ atEnd });
  await before.close();
  generateStories({ file: before.file, stories: 2000, bodyBytes: 200 });
  const house = await openHouse({ after: before, atEnd });
  await indexWhatIsNot(house.database, () => {});
  await house.close();
  copyFileSync(house.file, file);
  for (const end of ends) await end();
  return { folder, file };
}

let large: Awaited<ReturnType<typeof makeLarge>>;

/** That newsroom, in a copy. */
async function newsroom() {
  const file = join(await mkdtemp(join(large.folder, 'copy-')), 'dateline.db');
  copyFileSync(large.file, file);
  const clock = standingClock(settings.openedAt);
  const house = await openHouse({ after: { file, clock, close: async () => {} } });
  const raw = new BetterSqlite3(house.file);
  onTestFinished(() => void raw.close());
  const key = await house.keyFor('editor');
  /** How the rows of that table are found for an answer. */
  async function stepsOf(path: string, table: string): Promise<string[]> {
    house.queries.length = 0;
    expect((await house.client.get(path, { headers: key })).statusCode).toBe(200);
    return house.queries
      .filter((query) => new RegExp(`^select .* from "${table}"`).test(query))
      .flatMap((query) => {
        const plan = raw.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${query}`);
        return plan.all(...Array.from(query.matchAll(/\?/g), () => 5)).map(({ detail }) => detail);
      })
      .filter((step) => step.includes(` ${table} `) || step.includes('TEMP B-TREE'));
  }
  return { house, raw, stepsOf };
}

// Plans are SQLite's.
describe.skipIf(onPostgres)('a list of a large newsroom', () => {
  beforeAll(async () => {
    large = await makeLarge();
  });
  afterAll(() => rm(large.folder, { recursive: true }));

  it('reads an index in its order, by whatever it is filtered, also where nothing fits', async () => {
    const { raw, stepsOf } = await newsroom();
    const section = raw
      .prepare('SELECT section_id FROM live_articles WHERE slug LIKE ?')
      .pluck()
      .get('%-1999') as string;
    const agency = raw
      .prepare('SELECT agency_id FROM media WHERE agency_id IS NOT NULL')
      .pluck()
      .get() as string;
    const first = raw.prepare(`SELECT seq, at FROM changes ORDER BY seq`).get() as Record<
      'seq' | 'at',
      number
    >;
    const after = `${first.seq.toString(36)}-${first.at.toString(36)}`;
    for (const [path, table, step] of [
      [
        `/v1/corrections?section=${section}`,
        'corrections',
        'SCAN corrections USING INDEX corrections_in_order',
      ],
      ['/v1/corrections?locale=en', 'corrections', 'SCAN corrections USING INDEX corrections_in_order'],
      [
        `/v1/changes?after=${after}&kind=alert`,
        'changes',
        'SEARCH changes USING INDEX changes_of_others (seq>?)',
      ],
      [`/v1/desk/media?agency=${agency}`, 'media', 'SEARCH media USING INDEX media_by_agency (agency_id=?)'],
      ['/v1/desk/media?takenDown=killed', 'media', 'SCAN media USING INDEX media_taken_down'],
      [
        '/v1/desk/articles?hasUnpublishedChanges=true',
        'articles',
        'SCAN articles USING INDEX articles_with_changes',
      ],
    ] as const)
      expect([
        path,
        (await stepsOf(path, table)).filter((one) => one.includes('INDEX') || one.includes('TREE')),
      ]).toEqual([path, [step]]);
  });

  it('checks other times in the index of the order, before it reads a story', async () => {
    const { house, raw } = await newsroom();
    const desk = await deskOf(house, 'editor');
    for (const filter of ['createdTo=2027-01-01', 'publishedTo=2027-01-01']) {
      house.queries.length = 0;
      expect((await desk.send('GET', `/articles?${filter}`)).statusCode).toBe(200);
      const [query] = house.queries.filter((one) => /from "articles" .*order by/.test(one));
      const steps = raw.prepare<unknown[], { opcode: string; p1: number }>(`EXPLAIN ${query}`).all(5, 5);
      const found = steps.findIndex(({ opcode }) => opcode === 'DeferredSeek');
      const read = steps.slice(found).find(({ opcode }) => opcode === 'Column');
      expect([filter, read!.p1]).toEqual([filter, steps[found]!.p1]);
    }
  });

  it('asks the index of words for a kind and a language that few have', async () => {
    const { house, stepsOf } = await newsroom();
    const desk = await deskOf(house, 'editor');
    const id = await givenStory(house, { kind: 'obituary', locale: 'de' });
    async function found(filter: string): Promise<string[]> {
      const page = await desk.send('GET', `/articles?${filter}`);
      return page.json<{ data: { id: string }[] }>().data.map((story) => story.id);
    }
    for (const filter of ['kind=obituary', 'locale=de', 'kind=obituary,interview&locale=de']) {
      expect([filter, await found(filter)]).toEqual([filter, [id]]);
      const walks = (await stepsOf(`/v1/desk/articles?${filter}`, 'articles')).filter((step) =>
        step.startsWith('SCAN'),
      );
      expect([filter, walks]).toEqual([filter, []]);
    }
    expect(await found('kind=obituary&locale=ja')).toEqual([]);
    const brief = (await desk.send('GET', '/articles?kind=story&limit=100')).json<{
      data: { kind: string }[];
    }>();
    expect(brief.data.map(({ kind }) => kind)).toEqual(Array.from({ length: 100 }, () => 'story'));
    expect(await stepsOf('/v1/desk/articles?kind=story', 'articles')).toContain(
      'SCAN articles USING INDEX articles_by_update',
    );
  });

  it('asks the index of words for a section and an agency', async () => {
    const { house, raw } = await newsroom();
    const sections = raw.prepare('SELECT slug FROM sections').pluck().all().join();
    const desk = await deskOf(house, 'editor');
    const parent = await givenSection(house, { name: 'Parliament' });
    const section = await givenSection(house, { name: 'Committees', parent });
    const agency = await givenAgency(house, { name: 'The wire' });
    house.clock.advance(1000);
    const id = await givenStory(house, { headline: 'A minister resigns', section, agency });
    for (const filter of [
      'section=parliament',
      'agency=the-wire',
      `section=${sections},parliament&agency=the-wire`,
    ]) {
      house.queries.length = 0;
      const { data } = (await desk.send('GET', `/search?q=minister&${filter}`)).json<{
        data: { id: string }[];
      }>();
      expect([filter, data.map((story) => story.id)]).toEqual([filter, [id]]);
      expect(house.queries.filter((query) => /desk_search.*(section|agency)_id/.test(query))).toEqual([]);
    }
    house.queries.length = 0;
    const many = await desk.send('GET', `/search?q=minister&section=${sections}&count=true`);
    expect(many.json<{ page: { total: number } }>().page.total).toBeGreaterThan(500);
    expect(house.queries.filter((query) => /desk_search.*section_id/.test(query))).toEqual([]);
    const unknown = await desk.send('GET', '/search?q=minister&section=nowhere&topic=nothing');
    expect(unknown.json<{ errors: unknown[] }>().errors).toHaveLength(2);
  });

  it.each([
    ['publishedTo', 'published_at'],
    ['createdTo', 'created_at'],
  ])('asks the index of words for nothing that was only saved after %s', async (filter, column) => {
    const { house, raw } = await newsroom();
    const desk = await deskOf(house, 'editor');
    const times = raw
      .prepare(`SELECT ${column} FROM articles WHERE ${column} > 0 ORDER BY ${column}`)
      .pluck()
      .all();
    const [first, at] = [times.at(0) as number, times.at(1500) as number];
    const until = `${filter}=${new Date(at).toISOString()}`;
    async function isTold(): Promise<boolean> {
      house.queries.length = 0;
      const answer = await desk.send('GET', `/search?q=minister&${until}&count=true`);
      const told = answer.json<{ page: { total: number } }>().page.total;
      const total =
        raw.prepare(`SELECT count(*) FROM articles JOIN desk_search ON desk_search.rowid = search_seq
        WHERE desk_search MATCH 'minister' AND ${column} <= ?`);
      expect(told).toBe(total.pluck().get(at));
      return house.queries
        .filter((query) => /desk_search.* exists /.test(query))
        .every((query) => query.includes('rowid <='));
    }
    expect(await isTold()).toBe(true);
    const id = raw.prepare(`SELECT id FROM articles WHERE ${column} = ?`).pluck().get(first) as string;
    await desk.patch(id, { headline: 'Zephyr and the minister' });
    expect(await isTold()).toBe(true);
    const answer = await desk.send('GET', `/search?q=zephyr+minister&${until}`);
    expect(answer.json<{ data: { id: string }[] }>().data.map((story) => story.id)).toEqual([id]);
    await desk.patch(raw.prepare(`SELECT id FROM articles WHERE ${column} > ?`).pluck().get(at) as string, {
      headline: 'Zephyr and the minister',
    });
    const again = await desk.send('GET', `/search?q=zephyr&${until}`);
    expect(again.json<{ data: { id: string }[] }>().data.map((story) => story.id)).toEqual([id]);
  });

  it('asks the index of words for few stories by their numbers', async () => {
    const { house } = await newsroom();
    const desk = await deskOf(house, 'editor');
    house.clock.advance(1000);
    const { id } = await desk.create({ headline: 'The minister of trade' });
    await desk.act(id, 'submit');
    const live = await givenStory(house, { headline: 'A minister resigns' });
    for (const [filter, found] of [
      ['state=review', [id]],
      ['publication=none', [id]],
      ['publication=none&state=draft', []],
      ['publication=withdrawn', []],
      ['kind=obituary', []],
      [`state=draft&createdFrom=${new Date(house.clock.now()).toISOString()}`, [live]],
    ] as const) {
      house.queries.length = 0;
      const answer = await desk.send('GET', `/search?q=minister&${filter}`);
      expect([filter, answer.json<{ data: { id: string }[] }>().data.map((story) => story.id)]).toEqual([
        filter,
        found,
      ]);
      const checking = house.queries.filter((query) => /desk_search.* exists /.test(query));
      expect([filter, checking.length > 0]).toEqual([filter, filter.startsWith('kind')]);
    }
  });
});
