/** The schemas of both engines are of the same tables, which are those that the server declares. */
import { globSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { getTableColumns, getTableName, is } from 'drizzle-orm';
import { PgTable } from 'drizzle-orm/pg-core';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { engineAt } from '../../../src/foundation/database/engines/engine-at.ts';
import { programs, startServer } from '../../support/postgres-server.ts';
import { checksIn, withoutForm, withoutMarks } from './definitions.ts';

const clock = { now: () => 0 };

// Those of full-text search and of migrations are each engine's own.
const own = /_search(_\w+)?$|^search_totals$|^__drizzle_migrations$|^sqlite_/;

/** A column: whether it must be there, and its place in the primary key, from 1, or 0. */
type Column = { type: string; required: boolean; place: number };

type Schema = {
  /** By `table.column`. */
  columns: Record<string, Column>;
  /** Indexes with their conditions, foreign keys, and what is unique, in SQL. */
  indexes: string[];
  constraints: string[];
  /** What rows must fulfil, by table; that JSON is JSON is a type on a server. */
  checks: string[];
};

/** The schema of a new file. */
async function inFile(): Promise<Schema> {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-schema-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'dateline.db');
  await (await (await engineAt(file)).open({ clock })).close();
  const raw = new BetterSqlite3(file, { readonly: true });
  onTestFinished(() => void raw.close());
  function all<T>(query: string): T[] {
    return raw.prepare(query).all() as T[];
  }
  const columns = all<{ id: string; type: string; notnull: number; pk: number; table: string }>(
    `SELECT t.name || '.' || c.name AS id, t.name AS "table", c.type, c."notnull", c.pk
       FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type = 'table'`,
  );
  const indexes = all<{ sql: string }>(
    "SELECT sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL",
  );
  const references = all<{ sql: string }>(
    `SELECT t.name || ' FOREIGN KEY (' || f."from" || ') REFERENCES ' || f."table" || '(' || f."to" || ')' ||
         iif(f.on_delete = 'NO ACTION', '', ' ON DELETE ' || f.on_delete) AS sql
       FROM sqlite_schema t, pragma_foreign_key_list(t.name) f WHERE t.type = 'table'`,
  );
  const unique = all<{ sql: string }>(
    `SELECT t.name || ' UNIQUE (' || group_concat(c.name, ', ' ORDER BY c.seqno) || ')' AS sql
       FROM sqlite_schema t, pragma_index_list(t.name) i, pragma_index_info(i.name) c
       WHERE t.type = 'table' AND i.origin = 'u' GROUP BY t.name, i.name`,
  );
  return {
    columns: Object.fromEntries(
      columns
        .filter(({ table }) => !own.test(table))
        .map(({ id, type, notnull, pk }) => [id, { type, required: notnull === 1 || pk > 0, place: pk }]),
    ),
    indexes: indexes.map(({ sql }) => withoutForm(sql)).toSorted(),
    constraints: [...references, ...unique].map(({ sql }) => sql).toSorted(),
    checks: all<{ name: string; sql: string }>(`SELECT name, sql FROM sqlite_schema WHERE type = 'table'`)
      .filter(({ name }) => !own.test(name))
      .flatMap(({ name, sql }) => checksIn(sql).map((check) => `${name} ${withoutMarks(check)}`.trim()))
      .filter((check) => check.includes(' '))
      .toSorted(),
  };
}

/** The same of a database on a server, with the text columns whose order is not that of bytes. */
async function onServer(client: pg.Client): Promise<Schema & { otherwiseOrdered: unknown[] }> {
  const { rows: columns } = await client.query<
    Column & { id: string; table: string; collation: string | null }
  >(
    `SELECT c.relname || '.' || a.attname AS id, c.relname AS table, a.attnotnull AS required,
        CASE a.atttypid::regtype::text WHEN 'bigint' THEN 'INTEGER' WHEN 'json' THEN 'TEXT'
          ELSE upper(a.atttypid::regtype::text) END AS type,
        coalesce(array_position(i.indkey::int2[], a.attnum) + 1, 0) AS place,
        (SELECT collname FROM pg_collation o WHERE o.oid = a.attcollation AND a.atttypid = 'text'::regtype) AS collation
      FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid AND c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
      LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
      WHERE a.attnum > 0 AND NOT a.attisdropped`,
  );
  const { rows: indexes } = await client.query<{ name: string; sql: string }>(
    `SELECT c.relname AS name, pg_get_indexdef(c.oid) AS sql FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
      WHERE c.relnamespace = 'public'::regnamespace AND NOT EXISTS (SELECT 1 FROM pg_constraint o WHERE o.conindid = c.oid AND o.contype <> 'f')`,
  );
  const { rows: constraints } = await client.query<{ sql: string }>(
    `SELECT conrelid::regclass || ' ' || pg_get_constraintdef(oid) AS sql FROM pg_constraint WHERE contype IN ('f', 'u') AND connamespace = 'public'::regnamespace`,
  );
  const { rows: checks } = await client.query<{ table: string; sql: string }>(
    `SELECT conrelid::regclass::text AS table, pg_get_constraintdef(oid) AS sql FROM pg_constraint
      WHERE contype = 'c' AND connamespace = 'public'::regnamespace`,
  );
  const ours = columns.filter(({ table }) => !own.test(table));
  return {
    columns: Object.fromEntries(ours.map(({ id, type, required, place }) => [id, { type, required, place }])),
    indexes: indexes
      .filter(({ name }) => !/_search_words$/.test(name))
      .map(({ sql }) => withoutForm(sql))
      .toSorted(),
    constraints: constraints.map(({ sql }) => sql).toSorted(),
    checks: checks
      .filter(({ table }) => !own.test(table))
      .map(({ table, sql }) => `${table} ${withoutMarks(sql.replace(/^CHECK/, ''))}`)
      .toSorted(),
    otherwiseOrdered: ours.filter(({ collation }) => collation !== null && collation !== 'C'),
  };
}

/** Every column that the server declares, with the name of its table. */
async function declared() {
  const files = globSync('src/**/*.ts', { exclude: ['src/foundation/database/**', 'src/main/main.ts'] });
  const modules = await Promise.all(
    files.filter((file) => /table/.test(file)).map(async (file): Promise<object> => import(resolve(file))),
  );
  const tables = modules
    .flatMap((module) => Object.values(module) as unknown[])
    .filter((value) => is(value, PgTable))
    // What all kinds of records have, which is no table by itself.
    .filter((table) => getTableName(table) !== 'record');
  return tables.flatMap((table) =>
    Object.values(getTableColumns(table)).map((column) => ({ table: getTableName(table), column })),
  );
}

describe.skipIf(!programs)('the schemas of both engines', () => {
  let server: Awaited<ReturnType<typeof startServer>>;
  let client: pg.Client;
  beforeAll(async () => {
    server = await startServer();
    await (await (await engineAt(server.url)).open({ clock })).close();
    client = new pg.Client(server.url);
    await client.connect();
  });
  afterAll(async () => {
    await client?.end();
    server?.remove();
  });

  it('have the same columns, keys, references and indexes, and text in the order of its bytes', async () => {
    const { otherwiseOrdered, ...schema } = await onServer(client);
    expect(schema).toEqual(await inFile());
    expect(schema.constraints.length).toBeGreaterThan(30);
    expect(schema.checks.length).toBeGreaterThan(50);
    expect(otherwiseOrdered).toEqual([]);
  });

  it('are as the server declares them', async () => {
    const { columns, constraints } = await onServer(client);
    const known = await declared();
    expect(known.length).toBeGreaterThan(150);
    const wrong = known.flatMap(({ table, column }) => {
      const id = `${table}.${column.name}`;
      const { type, required, place } = columns[id] ?? {};
      const isAsDeclared =
        type === column.getSQLType().toUpperCase() &&
        required === column.notNull &&
        (place === 1 || !column.primary) &&
        (!column.isUnique || constraints.includes(`${table} UNIQUE (${column.name})`));
      return isAsDeclared ? [] : [{ id, type, required, place }];
    });
    expect(wrong).toEqual([]);
  });

  it.each(['UPDATE events SET reason = reason', 'DELETE FROM events', 'TRUNCATE events'])(
    'let nobody do on a server: %s',
    async (statement) => {
      await expect(client.query(statement)).rejects.toThrow('events are append-only');
    },
  );
});
