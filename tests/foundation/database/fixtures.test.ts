import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openSqlite } from '../../../src/foundation/database/sqlite/sqlite.ts';
import { storyRules } from '../../../src/main/doctor/story-rules.ts';
import { openNewsroom } from '../../../src/main/newsroom.ts';
import { standingClock } from '../../support/clock.ts';
import { fixtures, loadFixture } from '../../support/fixtures.ts';
import { settings } from '../../support/settings.ts';

// The fixtures were made that day: nothing in them falls due.
const clock = standingClock('2026-11-28T12:00:00Z');

type Rows = Record<string, unknown[]>;

/** A database as an older version left it, or none yet, in a folder of its own. */
async function given(fixture?: string) {
  const data = await mkdtemp(join(tmpdir(), 'dateline-fixture-'));
  onTestFinished(() => rm(data, { recursive: true, force: true }));
  const file = join(data, 'dateline.db');
  if (fixture !== undefined) loadFixture(fixture, file);
  async function start(): Promise<void> {
    const database = await openNewsroom({
      config: { databaseUrl: file, mediaDir: join(data, 'media'), seed: 'samples', site: settings.site },
      clock,
    });
    await database.close();
  }
  return {
    file,
    /** Starts a newsroom on it, and stops it. */
    start,
  };
}

function inspect<T>(file: string, look: (raw: BetterSqlite3.Database) => T): T {
  const raw = new BetterSqlite3(file, { readonly: true });
  try {
    return look(raw);
  } finally {
    raw.close();
  }
}

/** The columns of every table that holds what somebody wrote: not those that an index or SQLite makes for itself. */
function columnsIn(file: string): Record<string, string[]> {
  const made = /^sqlite_|^__drizzle|_search(_|$)|_terms(_|$)/;
  return inspect(file, (raw) => {
    const names = raw
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")
      .pluck()
      .all() as string[];
    const columns = raw.prepare('SELECT name FROM pragma_table_info(?)').pluck();
    return Object.fromEntries(
      names.filter((name) => !made.test(name)).map((name) => [name, columns.all(name) as string[]]),
    );
  });
}

/**
 * What is made anew: the search and the texts that lists look through, and files of pictures, at their first request; and
 * what stories name, which is kept in other rows.
 */
const madeAnew =
  /^live_articles\.(seq|indexed)$|^articles\.search_seq$|\.search_text$|^(record_names|media_renditions|article_references)\./;

/** The columns that are still there. */
function keptOf(before: Record<string, string[]>, after: Record<string, string[]>) {
  return Object.fromEntries(
    Object.entries(before).map(([table, names]) => [
      table,
      names.filter((name) => after[table]?.includes(name) && !madeAnew.test(`${table}.${name}`)),
    ]),
  );
}

/** Every row of these columns, in an order that does not depend on where it is stored. */
function rowsOf(file: string, columns: Record<string, string[]>): Rows {
  return inspect(file, (raw) =>
    Object.fromEntries(
      Object.entries(columns).map(([table, names]) => {
        if (names.length === 0) return [table, []];
        const list = names.map((name) => `"${name}"`).join(', ');
        return [table, raw.prepare(`SELECT ${list} FROM "${table}" ORDER BY ${list}`).all()];
      }),
    ),
  );
}

/** What stories name in their copies and live versions: one row for each, as earlier versions kept it. */
function namedIn(file: string): unknown[] {
  return inspect(file, (raw) => {
    const isSplit = 'state' in (raw.prepare('SELECT * FROM article_references').get() as object);
    const rows = isSplit
      ? 'SELECT article_id, state, target FROM article_references'
      : `SELECT article_id, 'copy' AS state, target FROM article_references WHERE in_copy = 1
         UNION ALL SELECT article_id, 'live', target FROM article_references WHERE in_live = 1`;
    return raw.prepare(`${rows} ORDER BY 1, 2, 3`).all();
  });
}

function schemaOf(file: string): unknown[] {
  return inspect(file, (raw) =>
    raw
      .prepare(
        "SELECT type, name, tbl_name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%' ORDER BY name",
      )
      .all(),
  );
}

describe('the database of an older version', () => {
  it.each(fixtures)('%s is migrated with all that is in it', async (name) => {
    const [old, { file }, fresh] = [await given(name), await given(name), await given()];
    for (const one of [file, fresh.file]) await openSqlite({ file: one, clock }).close();
    expect(schemaOf(file)).toEqual(schemaOf(fresh.file));
    const kept = keptOf(columnsIn(old.file), columnsIn(file));
    expect(rowsOf(file, kept)).toEqual(rowsOf(old.file, kept));
    expect(namedIn(file)).toEqual(namedIn(old.file));
    inspect(file, (raw) => {
      expect(raw.pragma('integrity_check', { simple: true })).toBe('ok');
      expect(raw.pragma('foreign_key_check')).toEqual([]);
      for (const { fault, query } of storyRules({ itemsOf: (json) => `json_each(${json})` }))
        expect({ fault, ids: raw.prepare(query).pluck().all() }).toEqual({ fault, ids: [] });
      expect(raw.pragma('application_id', { simple: true })).toBe(0x44746c6e);
    });
  });

  it.each([fixtures[0]!, fixtures.at(-1)!])(
    '%s serves a newsroom, and a second start changes nothing',
    async (name) => {
      const { file, start } = await given(name);
      await start();
      const columns = columnsIn(file);
      const served = rowsOf(file, columns);
      expect(served['live_articles']!.length).toBeGreaterThan(10);
      await start();
      expect(rowsOf(file, columns)).toEqual(served);
    },
  );

  it('knows who uploaded its pictures, and lists stories whose alt text is in another language', async () => {
    const { file } = await given('0012_months.sql');
    const before = new BetterSqlite3(file);
    const flagged = before.prepare('SELECT count(*) FROM article_pictures WHERE silent = 1').pluck();
    expect(flagged.get()).toBe(0);
    before.exec("UPDATE media_captions SET locale = 'eo-' || locale");
    before.close();
    await openSqlite({ file, clock }).close();
    const [[uploaders], [silent], [listed]] = inspect(file, (raw) => [
      raw.prepare('SELECT count(*) = count(created_by) FROM media').raw().get(),
      raw.prepare('SELECT count(*) > 0 AND min(silent) FROM article_pictures').raw().get(),
      raw
        .prepare(
          'SELECT min(lacks_alt_text) FROM articles WHERE id IN (SELECT article_id FROM article_pictures)',
        )
        .raw()
        .get(),
    ]) as [number[], number[], number[]];
    expect([uploaders, silent, listed]).toEqual([1, 1, 1]);
  });

  it('has its failed pictures tried again, once', async () => {
    const { file } = await given('0012_months.sql');
    function fail(): void {
      const raw = new BetterSqlite3(file);
      raw.exec("UPDATE media SET renditions_state = 'failed', renditions_fault = 'could not be made'");
      raw.close();
    }
    async function statesAfterStart(): Promise<unknown[]> {
      await openSqlite({ file, clock }).close();
      return inspect(file, (raw) =>
        raw.prepare('SELECT DISTINCT renditions_state, renditions_fault FROM media').raw().all(),
      );
    }
    fail();
    expect(await statesAfterStart()).toEqual([['processing', null]]);
    fail();
    expect(await statesAfterStart()).toEqual([['failed', 'could not be made']]);
  });

  it('has keys that were narrowed to a scope whose name is another now', async () => {
    const { file, start } = await given();
    await start();
    const raw = new BetterSqlite3(file);
    const insert = raw.prepare(
      `INSERT INTO api_keys (id, actor_id, name, role, sha256, revision, created_at, created_by, scopes)
       SELECT 'key00001', id, 'Chief', 'chief', hex(zeroblob(32)), 1, 0, id, ? FROM actors LIMIT 1`,
    );
    insert.run('["desk:enter","articles:break-embargo"]');
    raw.exec(readFileSync('migrations/sqlite/0058_scopes_in_camel_case.sql', 'utf8'));
    const scopes = raw.prepare("SELECT scopes FROM api_keys WHERE id = 'key00001'").pluck().get();
    raw.close();
    expect(scopes).toBe('["desk:enter","articles:breakEmbargo"]');
  });
});
