import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { is } from 'drizzle-orm';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openSqlite } from '../../../src/foundation/database/sqlite/sqlite.ts';
import { systemClock } from '../../../src/foundation/clock.ts';

const { entries: journal } = JSON.parse(readFileSync('migrations/sqlite/meta/_journal.json', 'utf8')) as {
  entries: { idx: number; when: number; tag: string }[];
};

type Column = { name: string; type: string; notnull: number; pk: number };

async function migrated() {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-migrations-'));
  const file = join(folder, 'dateline.db');
  await openSqlite({ file, clock: systemClock }).close();
  const raw = new BetterSqlite3(file);
  onTestFinished(async () => {
    raw.close();
    await rm(folder, { recursive: true, force: true });
  });
  return { file, raw };
}

/** Every table that the source declares, but the one that only says what records have in common. */
async function declaredTables(): Promise<PgTable[]> {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) =>
    /(^|\/)([a-z-]*table|tables\/[^/]+)\.ts$/.test(file),
  );
  const modules = await Promise.all(
    files.map((file) => import(resolve('src', file)) as Promise<Record<string, unknown>>),
  );
  return modules
    .flatMap((module) => Object.values(module))
    .filter((part): part is PgTable => is(part, PgTable))
    .filter((table) => getTableConfig(table).name !== 'record');
}

function tablesIn(raw: BetterSqlite3.Database): { name: string; strict: number; sql: string }[] {
  return raw
    .prepare<[], { name: string; strict: number; sql: string }>(
      `SELECT t.name, t.strict, m.sql FROM pragma_table_list t JOIN sqlite_master m ON m.name = t.name
       WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite_%'`,
    )
    .all();
}

describe('migrations', () => {
  it('change nothing when they were played before', async () => {
    const { file, raw } = await migrated();
    function dump(): unknown[] {
      return ['sqlite_master', '__drizzle_migrations'].map((table) =>
        raw.prepare(`SELECT * FROM ${table}`).all(),
      );
    }
    const before = dump();
    await openSqlite({ file, clock: systemClock }).close();
    expect(dump()).toEqual(before);
  });

  it('are not played on a file that a newer Dateline wrote', async () => {
    const { file, raw } = await migrated();
    raw
      .prepare('INSERT INTO __drizzle_migrations (hash, created_at) VALUES (?, ?)')
      .run('later', 9_999_999_999_999);
    expect(() => openSqlite({ file, clock: systemClock })).toThrow('newer version of Dateline');
  });

  it('are not played on a file that lacks one before the last', async () => {
    const { file, raw } = await migrated();
    const { changes } = raw
      .prepare('DELETE FROM __drizzle_migrations WHERE created_at = ?')
      .run(journal.at(-2)!.when);
    expect(changes).toBe(1);
    const lacks = `it lacks the migration ${journal.at(-2)!.tag}, though it has ${journal.at(-1)!.tag}`;
    expect(() => openSqlite({ file, clock: systemClock })).toThrow(lacks);
  });

  it('rise in number and time, and each has its file', () => {
    for (const values of [journal.map(({ idx }) => idx), journal.map(({ when }) => when)])
      expect(values).toEqual([...new Set(values)].sort((one, other) => one - other));
    expect(journal.map(({ tag }) => Number(tag.slice(0, 4)))).toEqual(journal.map(({ idx }) => idx));
    const files = readdirSync('migrations/sqlite').filter((name) => name.endsWith('.sql'));
    expect(journal.map(({ tag }) => `${tag}.sql`)).toEqual(files.sort());
  });

  it('make every table STRICT', async () => {
    const { raw } = await migrated();
    const tables = tablesIn(raw);
    expect(tables.length).toBeGreaterThan(20);
    expect(tables.filter(({ strict }) => strict !== 1)).toEqual([]);
    raw.exec('CREATE TABLE loose (a TEXT)');
    expect(tablesIn(raw).filter(({ strict }) => strict !== 1)).toMatchObject([{ name: 'loose' }]);
  });

  it('make the tables that the source declares: names, types, what may be null', async () => {
    const { raw } = await migrated();
    const declared = await declaredTables();
    expect(differencesFrom(raw, declared)).toEqual([]);
    expect(declared.map((table) => getTableConfig(table).name).sort()).toEqual(
      tablesIn(raw)
        .map(({ name }) => name)
        .filter((name) => name !== '__drizzle_migrations')
        .sort(),
    );
    raw.exec('ALTER TABLE topics DROP COLUMN description; ALTER TABLE pulse ADD COLUMN mood TEXT');
    expect(
      differencesFrom(raw, declared)
        .map(({ table }) => table)
        .sort(),
    ).toEqual(['pulse', 'topics']);
  });

  it('check every column that has a closed list of values', async () => {
    const { raw } = await migrated();
    const declared = await declaredTables();
    expect(uncheckedIn(raw, declared)).toEqual([]);
    const [alerts] = tablesIn(raw).filter(({ name }) => name === 'alerts');
    raw.exec(`DROP TABLE alerts; ${alerts!.sql.replace("'running', ", '')}`);
    expect(uncheckedIn(raw, declared)).toEqual(['alerts.state']);
  });
});

describe('every connection', () => {
  it('keeps what was acknowledged, checks references and waits for others', async () => {
    const { raw } = await migrated();
    expect(raw.pragma('journal_mode', { simple: true })).toBe('wal');
    raw.pragma('foreign_keys = ON');
    expect(raw.pragma('foreign_key_check')).toEqual([]);
    expect(raw.pragma('integrity_check', { simple: true })).toBe('ok');
  });
});

function differencesFrom(raw: BetterSqlite3.Database, declared: PgTable[]) {
  return declared.flatMap((table) => {
    const { name, columns } = getTableConfig(table);
    const real = (raw.pragma(`table_info(${name})`) as Column[]).map((column) => [
      column.name,
      column.type.toLowerCase(),
      column.notnull === 1,
    ]);
    const meant = columns.map((column) => [column.name, column.getSQLType(), column.notNull]);
    return JSON.stringify(real.toSorted()) === JSON.stringify(meant.toSorted())
      ? []
      : [{ table: name, real, meant }];
  });
}

/** The enum columns whose table lacks `CHECK (column IN (…))` with exactly their values. */
function uncheckedIn(raw: BetterSqlite3.Database, declared: PgTable[]): string[] {
  const sqlOf = new Map(tablesIn(raw).map(({ name, sql }) => [name, sql]));
  return declared.flatMap((table) => {
    const { name, columns } = getTableConfig(table);
    return columns.flatMap((column) => {
      if (!column.enumValues?.length) return [];
      const values = new RegExp(`CHECK \\(${column.name} IN \\(([^)]*)\\)\\)`).exec(
        sqlOf.get(name) ?? '',
      )?.[1];
      const listed = values?.split(',').map((value) => value.trim().replaceAll("'", ''));
      return JSON.stringify(listed?.toSorted()) === JSON.stringify([...column.enumValues].sort())
        ? []
        : [`${name}.${column.name}`];
    });
  });
}
