import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { deskOf } from '../support/desk.ts';
import { givenAgency, givenByline, givenPicture, givenSection, givenTopic } from '../support/given.ts';
import { openHouse, type House } from '../support/house.ts';
import { onPostgres } from '../support/postgres.ts';

/** A story that names one thing of every kind, from its first version to its second publication. */
async function aStorysDay(house: House): Promise<void> {
  const desk = await deskOf(house, 'chief');
  const other = await desk.create({ headline: 'Buses' });
  const story = {
    headline: 'Night buses',
    agency: await givenAgency(house),
    bylines: [{ byline: await givenByline(house), role: 'author' as const }],
    section: await givenSection(house),
    topics: [await givenTopic(house)],
    leadMedia: { media: await givenPicture(house) },
    related: [{ relation: 'background' as const, article: other.slug }],
    externalIds: [{ scheme: 'wire', value: '1' }],
  };
  house.queries.length = 0;
  const { id, slug } = await desk.create(story);
  await desk.patch(id, { ...story, slug: 'night-buses-again', topics: [], externalIds: [] });
  await desk.act(id, 'submit');
  await desk.act(id, 'publish', {});
  await desk.patch(id, { headline: 'Night buses until dawn', leadMedia: null });
  await desk.act(id, 'publish', { change: { kind: 'update', text: 'New.' } });
  await desk.read(slug);
  await desk.act(id, 'withdraw', { reason: 'An error.', notice: 'An error.' });
}

/** References to a few things, as statistics that were made of them tell the engine. */
const manyReferences = `
  PRAGMA foreign_keys = OFF;
  WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
  INSERT INTO article_references SELECT 'article_' || i, 'topic_' || (i % 3), 1, 1 FROM n;
  ANALYZE article_references;
`;

// Plans are SQLite's.
describe.skipIf(onPostgres)('the desk', () => {
  it.each([
    ['few', ''],
    ['many', manyReferences],
  ])('walks through no table and no language, whatever it does with a story (%s)', async (_, filled) => {
    const house = await openHouse({ seed: 'none' });
    await aStorysDay(house);
    const raw = new BetterSqlite3(house.file);
    onTestFinished(() => void raw.close());
    raw.exec(filled);
    const plans = [...new Set(house.queries)].map((sql) => ({ sql, steps: stepsOf(raw, sql) }));
    expect(plans.length).toBeGreaterThan(40);
    expect(plans.filter(({ steps }) => steps.some(isWalk))).toEqual([]);
  });

  it('would be found out if it did', async () => {
    const house = await openHouse({ seed: 'none' });
    const raw = new BetterSqlite3(house.file, { readonly: true });
    onTestFinished(() => void raw.close());
    for (const where of [
      "value = 'a'",
      "articles.id = 'a' OR article_slugs.slug = 'a'",
      "locale = 'en' AND (slug = 'a' OR slug > 'a-')",
    ]) {
      const from = where.startsWith('value')
        ? 'external_ids'
        : where.startsWith('locale')
          ? 'article_slugs'
          : 'articles JOIN article_slugs ON article_id = id';
      expect([where, stepsOf(raw, `SELECT 1 FROM ${from} WHERE ${where}`).some(isWalk)]).toEqual([
        where,
        true,
      ]);
    }
  });
});

/** Whether a step reads rows that grow with the newsroom: a whole table, all of a language, or all that were consolidated. */
function isWalk(step: string): boolean {
  // `led`: from one consolidated story to the next; `made`: from a story to what was made from it.
  if (/^SCAN (pulse|led$|made$|\d+-ROW VALUES CLAUSE|CONSTANT ROW)|VIRTUAL TABLE INDEX 0:=/.test(step))
    return false;
  return /^SCAN| AUTOMATIC |\((locale|state)=\?\)$/.test(step);
}

function stepsOf(raw: BetterSqlite3.Database, sql: string): string[] {
  const plan = raw.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`);
  const places = sql.match(/\?/g) ?? [];
  return plan.all(...places.map(() => 'x')).map(({ detail }) => detail);
}
