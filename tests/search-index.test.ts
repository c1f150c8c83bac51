import { readdirSync, readFileSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { nameSearch } from '../src/library/records/index-name.ts';
import { recordNames } from '../src/library/tables/names.ts';
import { indexWhatIsNot } from '../src/main/search-index.ts';
import { deskOf } from './support/desk.ts';
import { givenByline, givenStory, givenTopic } from './support/given.ts';
import { openHouse } from './support/house.ts';
import { onPostgres } from './support/postgres.ts';

describe('what was written before there was an index of words', () => {
  // It is made by hand in a file.
  it.skipIf(onPostgres)('is taken into it at the start, once, in the order of publication', async () => {
    const before = await openHouse();
    await before.close();
    const raw = new BetterSqlite3(before.file);
    forget(raw);
    raw.close();
    const house = await openHouse({ after: before });
    expect((await house.client.get('/v1/search?q=summit')).json().data).toEqual([]);
    const steps: string[] = [];
    await indexWhatIsNot(house.database, (step) => steps.push(step));
    expect(steps).toEqual([
      expect.stringMatching(/^indexed \d+ stories for search$/),
      expect.stringMatching(/^indexed \d+ copies for the desk's search$/),
    ]);
    await indexWhatIsNot(house.database, (step) => steps.push(step));
    expect(steps).toHaveLength(2);
    const desk = await deskOf(house, 'editor');
    for (const [q, found] of [
      ['kishida', 1],
      ['kyodo', 1],
      ['lectern OR placeholder', 0],
    ] as const) {
      const answer = await house.client.get(`/v1/search?q=${encodeURIComponent(q)}`);
      expect([q, answer.json().data.length]).toEqual([q, found]);
    }
    expect((await desk.send('GET', '/search?q=kishida')).json().data).toHaveLength(1);
    const { data } = (await house.client.get('/v1/search?q=sa*&sort=-publishedAt&limit=100')).json<{
      data: { publishedAt: string }[];
    }>();
    const times = data.map(({ publishedAt }) => publishedAt);
    expect(times.length).toBeGreaterThan(5);
    expect(times).toEqual(times.toSorted().reverse());
  });
});

describe('names that are not in the index', () => {
  it('are taken into it in all their languages', async () => {
    const house = await openHouse({ seed: 'none' });
    const topic = await givenTopic(house, { name: 'Weather', names: { de: 'Wetter' } });
    await givenStory(house, { topics: [topic] });
    await house.play(async ({ tx }) => {
      await nameSearch.clear(tx);
      await tx.delete(recordNames);
    });
    await indexWhatIsNot(house.database, () => {});
    for (const q of ['weather', 'wetter'])
      expect([q, (await house.client.get(`/v1/search?q=${q}`)).json().data.length]).toEqual([q, 1]);
  });
});

describe('names with apostrophes that an earlier version saved', () => {
  // Only files have migrations from before.
  it.skipIf(onPostgres)('are found without them', async () => {
    const before = await openHouse({ seed: 'none' });
    await givenByline(before, { name: 'D’Angelo' });
    await givenByline(before, { name: "O'Brien" });
    await before.close();
    const raw = new BetterSqlite3(before.file);
    raw.exec(`UPDATE bylines SET search_text = lower(name || ' ' || slug);
      DROP TRIGGER sections_moved;
      DROP TRIGGER sections_deleted;
      DROP TABLE former_section_places;
      ALTER TABLE sections DROP COLUMN names;
      ALTER TABLE topics DROP COLUMN names;
      ALTER TABLE incoming DROP COLUMN unread;
      DROP INDEX live_articles_months;
      DROP INDEX live_articles_elsewhere;
      ALTER TABLE live_articles DROP COLUMN headline;
      ALTER TABLE live_articles DROP COLUMN month;
      ALTER TABLE store_mark DROP COLUMN shared;
      ALTER TABLE tombstones DROP COLUMN locale;
      ALTER TABLE tombstones DROP COLUMN section_id;
      ALTER TABLE tombstones DROP COLUMN agency_id;
      DROP TABLE webhooks;
      DROP TABLE webhook_deliveries;
      DROP TABLE changes;
      DROP INDEX media_taken_down;
      DROP INDEX tombstones_by_substitute;
      DROP INDEX articles_by_publication;
      ${splitReferences}
      DELETE FROM __drizzle_migrations WHERE created_at >= 1795550446007`);
    raw.close();
    const desk = await deskOf(await openHouse({ after: before }), 'editor');
    for (const q of ['dangelo', "D'Angelo", 'obrien', 'O’Brien'])
      expect([q, (await desk.send('GET', `/bylines?q=${q}`)).json().data.length]).toEqual([q, 1]);
  });
});

/** Keeps what copies and live versions name in rows of their own, as earlier versions did. */
const splitReferences = `
  ALTER TABLE article_references RENAME TO named;
  CREATE TABLE article_references (article_id TEXT, state TEXT, kind TEXT, target TEXT);
  INSERT INTO article_references
    SELECT article_id, 'copy', substr(target, 1, instr(target, '_') - 1), target FROM named WHERE in_copy = 1
    UNION ALL SELECT article_id, 'live', substr(target, 1, instr(target, '_') - 1), target FROM named WHERE in_live = 1;
  DROP TABLE named;`;

/** Leaves the file as the version before search left it: the migration is played again at the next start. */
function forget(raw: BetterSqlite3.Database): void {
  const later = readdirSync('migrations/sqlite').filter((name) => name.endsWith('.sql') && name >= '0010');
  const sql = later.map((name) => readFileSync(`migrations/sqlite/${name}`, 'utf8'));
  for (const [, kind, name] of sql
    .join('\n')
    .matchAll(/CREATE (?:UNIQUE )?(INDEX|TABLE|VIRTUAL TABLE|TRIGGER) (\w+)/g))
    raw.exec(`DROP ${kind!.replace('VIRTUAL ', '')} IF EXISTS ${name}`);
  for (const [, table, column] of sql.join('\n').matchAll(/ALTER TABLE (\w+)\s+ADD (?:COLUMN )?(\w+)/g))
    if (isThere(raw, table!)) raw.exec(`ALTER TABLE ${table} DROP COLUMN ${column}`);
  raw.exec(splitReferences);
  raw.exec('CREATE INDEX media_by_agency ON media (agency_id)');
  raw.exec('CREATE INDEX articles_by_update ON articles (updated_at, id)');
  raw.exec('CREATE INDEX articles_by_creation ON articles (created_at, id)');
  // Numbers as they were counted up before.
  raw.exec(`UPDATE live_articles SET seq = seq - 9000000000000000000;
    UPDATE live_articles SET seq = n.seq FROM (SELECT id, row_number() OVER (ORDER BY id) AS seq FROM live_articles) AS n WHERE n.id = live_articles.id`);
  raw.exec('DELETE FROM __drizzle_migrations WHERE created_at >= 1795550402007');
}

function isThere(raw: BetterSqlite3.Database, table: string): boolean {
  return raw.prepare('SELECT 1 FROM sqlite_master WHERE name = ?').get(table) !== undefined;
}
