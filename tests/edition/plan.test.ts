import BetterSqlite3 from 'better-sqlite3';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { listAddresses, listLocales, listMonths } from '../../src/edition/articles/addresses.ts';
import { findLive, findNamedStories } from '../../src/edition/articles/find.ts';
import { listLive, liveSorts, type ArticleListing } from '../../src/edition/articles/list.ts';
import { pathsOf, type ArticleFilters } from '../../src/edition/articles/filters.ts';
import { indexMoreStories } from '../../src/edition/search/index-stories.ts';
import type { Db, Tx } from '../../src/foundation/database/database.ts';
import { openSqlite } from '../../src/foundation/database/sqlite/sqlite.ts';
import { encodeCursor } from '../../src/foundation/page/cursor.ts';
import { standingClock } from '../support/clock.ts';
import { settings } from '../support/settings.ts';

const filters: ArticleFilters[] = [
  {},
  { topics: ['t1'] },
  { topics: ['t1', 't2'] },
  { bylines: ['b1'] },
  { bylines: ['b1', 'b2', 'b3'] },
  { sections: ['s1'] },
  { sections: ['s1', 's2'] },
  { agencies: ['a1'] },
  { agencies: ['a1', 'a2'] },
  { breaking: true },
  { breaking: false },
  { urgencyMax: 1 },
  { urgencyMax: 9 },
  { kinds: ['story'] },
  { kinds: ['story', 'brief'] },
  { locales: ['en'] },
  { locales: ['en', 'ja'] },
  { publishedFrom: 1 },
  { publishedFrom: 1, publishedTo: 9 },
  { updatedFrom: 1 },
  { updatedTo: 9 },
  { updatedFrom: 1, publishedFrom: 1 },
  { topics: ['t1'], bylines: ['b1'], publishedFrom: 5 },
  { topics: ['t1', 't2'], sections: ['s1', 's2'], agencies: ['a1', 'a2'], kinds: ['story', 'brief'] },
  { sections: ['s1'], agencies: ['a1'], breaking: true, urgencyMax: 3, kinds: ['story'], locales: ['en'] },
  { agencies: ['a1', 'a2'], updatedFrom: 3 },
  { topics: Array.from({ length: 60 }, (_, n) => `t${n}`) },
  { agencies: Array.from({ length: 60 }, (_, n) => `a${n}`), locales: ['en'] },
];

describe('the list of live stories', () => {
  it.each(['empty', 'full'])(
    'walks along an index for every filter, in every order, from any page (%s): it never sorts or scans them all',
    async (known) => {
      const house = await newsroom();
      if (known === 'full') house.fill(3000);
      for (const filter of filters) {
        for (const sort of liveSorts) {
          for (const cursor of [undefined, encodeCursor({ sort, filters: filter }, [5, 'article_5'])]) {
            const plans = await house.plansOf({ filters: filter, sort, cursor });
            expect({ filter, sort, faults: plans.flatMap((plan) => faultsIn(plan, filter)) }).toEqual({
              filter,
              sort,
              faults: [],
            });
          }
        }
      }
    },
  );

  it.each([
    [{ updatedTo: 9 }, '-publishedAt', 'live_articles_published (published_at<?)'],
    [{ updatedTo: 9, publishedTo: 5 }, '-publishedAt', 'live_articles_published (published_at<?)'],
    [{ publishedFrom: 5 }, 'updatedAt', 'live_articles_updated (updated_at>?)'],
    [
      { topics: ['t1'], updatedTo: 9 },
      '-publishedAt',
      'live_article_topics_published (topic_id=? AND published_at<?)',
    ],
  ] as const)('starts at the first story that may fit %j in the order %s', async (filter, sort, index) => {
    const house = await newsroom();
    const plans = await house.plansOf({ filters: filter as ArticleFilters, sort });
    expect(plans[0]!.filter((step) => step.includes('live_')).join()).toMatch(
      new RegExp(`^SEARCH \\w+ USING (COVERING )?INDEX ${index.replace(/[()?]/g, '\\$&')}`),
    );
  });

  it('is found out when an index is missing', async () => {
    const house = await newsroom();
    house.raw.exec('DROP INDEX live_articles_agency_published; DROP INDEX live_articles_agency_updated');
    const plans = await house.plansOf({ filters: { agencies: ['a1'] }, sort: '-publishedAt' });
    expect(plans.flatMap((plan) => faultsIn(plan, { agencies: ['a1'] }))).not.toEqual([]);
    house.raw.exec('DROP INDEX live_articles_published');
    const whole = await house.plansOf({ filters: {}, sort: '-publishedAt' });
    expect(whole.flatMap((plan) => faultsIn(plan, {}))).not.toEqual([]);
  });

  it('looks up the few that are asked for by id', async () => {
    const house = await newsroom();
    const plans = await house.plansOf({ filters: { ids: ['article_1', 'article_2'] }, sort: '-publishedAt' });
    for (const plan of plans) expect(plan.join('\n')).not.toMatch(/^SCAN live/m);
  });
});

describe('a live story', () => {
  it.each([
    ['by its slug', (db: Db) => findLive(db, 's5', undefined, 'en')],
    ['by its slug in a language', (db: Db) => findLive(db, 's5', 'ja', 'en')],
    [
      'with the stories that it names and those that translate it',
      (db: Db) => findNamedStories(db, { ids: ['article_1', 'article_2'], originals: ['article_3'] }),
    ],
  ])('is looked up %s, and no row is passed on the way', async (_, read) => {
    const house = await newsroom();
    house.fill(3000);
    const plans = await house.plans(read);
    expect(plans).toHaveLength(1);
    // `led`: from one consolidated story to the next.
    const walks = plans.flat().filter((step) => /^SCAN (?!led$|CONSTANT ROW$)/.test(step));
    expect(walks).toEqual([]);
  });
});

describe('the stories that are not indexed for search', () => {
  it('are found in their index, also where all were missing when the rows were counted', async () => {
    const house = await newsroom();
    house.fill(3000);
    house.raw.exec('UPDATE live_articles SET indexed = 1');
    const [plan = [], ...others] = await house.plans((db) => indexMoreStories(db as Tx, 10));
    expect(others).toEqual([]);
    expect(plan.filter((step) => step.includes(' live_articles'))).toEqual([
      'SEARCH live_articles USING INTEGER PRIMARY KEY (rowid=?)',
      'SCAN live_articles USING COVERING INDEX live_articles_not_indexed',
    ]);
  });
});

describe('the sitemaps', () => {
  const span = { from: 5, before: 500 };
  it.each([
    ['the months', (db: Db) => listMonths(db, settings.site)],
    [
      'a month',
      (db: Db) => listAddresses(db, settings.site, span, { order: 'oldestFirst', skip: 10, limit: 50 }),
    ],
    ['the news', (db: Db) => listAddresses(db, settings.site, span, { order: 'newestFirst', limit: 50 })],
  ])('walk along an index for %s', async (_, read) => {
    const house = await newsroom();
    house.fill(3000);
    const plans = await house.plans(read);
    expect(plans.length).toBeGreaterThan(0);
    expect(plans.flatMap((plan) => faultsIn(plan, {}))).toEqual([]);
    const indexes = house.raw
      .prepare<[], { name: string }>(
        `SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'live_articles' AND sql <> ''`,
      )
      .all();
    for (const { name } of indexes) house.raw.exec(`DROP INDEX ${name}`);
    expect((await house.plans(read)).flatMap((plan) => faultsIn(plan, {}))).not.toEqual([]);
  });

  it('have languages that are found without a walk over stories', async () => {
    const house = await newsroom();
    house.fill(3000);
    const plans = await house.plans(listLocales);
    expect(plans).toHaveLength(3);
    for (const plan of plans) expect(plan.join()).toMatch(/^SEARCH live_articles USING COVERING INDEX/);
  });
});

/** What is bad in a plan: a sort of what was read, or a walk over all rows where a filter could lead straight to some. */
function faultsIn(plan: string[], filter: ArticleFilters): string[] {
  const narrowed = pathsOf(filter).paths.every(({ where }) => where !== undefined);
  return plan.filter((step) => {
    if (step.includes('USE TEMP B-TREE')) return true;
    return step.startsWith('SCAN live_') && (narrowed || !/USING (COVERING )?INDEX/.test(step));
  });
}

async function newsroom() {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-plan-'));
  const file = join(folder, 'dateline.db');
  const asked: { sql: string; parameters: unknown[] }[] = [];
  const database = openSqlite({
    file,
    clock: standingClock('2026-11-23T12:00:00Z'),
    onQuery: (sql, parameters) => asked.push({ sql, parameters }),
  });
  const raw = new BetterSqlite3(file);
  onTestFinished(async () => {
    raw.close();
    await database.close();
    await rm(folder, { recursive: true });
  });
  return {
    raw,
    /** Stories by the thousand, and what the engine learns from them for its plans. */
    fill(rows: number) {
      raw.exec(`
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${rows})
        INSERT INTO live_articles (id, locale, slug, version, kind, section_id, agency_id, urgency, breaking, published_at, updated_at, changed_at, headline, month, content, body)
        SELECT 'article_' || i, iif(i % 10, 'en', 'ja'), 's' || i, 1, iif(i % 5, 'story', 'brief'), 's' || (i % 7), 'a' || (i % 4), i % 9 + 1, i % 500 = 0, i, i, i, '', '1970-01', '{}', '[]' FROM n;
        INSERT INTO live_article_topics SELECT id, 't' || (seq % 20), published_at, updated_at FROM live_articles;
        INSERT INTO live_article_bylines SELECT id, 'b' || (seq % 30), published_at, updated_at FROM live_articles;
        ANALYZE;
      `);
    },
    /** The plan of every statement of a list that reads the edition, as its steps. */
    async plansOf(listing: Pick<ArticleListing, 'filters' | 'sort' | 'cursor'>): Promise<string[][]> {
      return this.plans((db) => listLive(db, { limit: 20, whole: false, count: true, ...listing }));
    },
    async plans(read: (db: Db) => Promise<unknown>): Promise<string[][]> {
      asked.length = 0;
      await database.read(read);
      return asked.map(({ sql, parameters }) =>
        raw
          .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
          .all(...parameters)
          .map(({ detail }) => detail),
      );
    },
  };
}
