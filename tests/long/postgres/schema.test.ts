/** The schemas of both engines are of the same tables, which are those that the server declares. */
import { mkdtemp, rm } from 'node:fs/promises';
import { globSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { getTableColumns, getTableName, is } from 'drizzle-orm';
import { PgTable } from 'drizzle-orm/pg-core';
import pg from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { engineAt } from '../../../src/foundation/database/engines/engine-at.ts';
import { programs, startServer } from '../../support/postgres-server.ts';

const clock = { now: () => 0 };

// Those of full-text search and of migrations are each engine's own.
const own = /_search(_\w+)?$|^search_totals$|^__drizzle_migrations$|^sqlite_/;

/** `table.column`, with whether it must be there and is in the primary key. */
type Columns = Record<string, { required: boolean; isKey: boolean }>;

/** The columns and the indexes of a new file. */
async function inFile() {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-schema-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'dateline.db');
  await (await (await engineAt(file)).open({ clock })).close();
  const raw = new BetterSqlite3(file, { readonly: true });
  onTestFinished(() => void raw.close());
  const names = raw.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all() as string[];
  const columns: Columns = {};
  for (const table of names.filter((name) => !own.test(name)))
    for (const { name, notnull, pk } of raw.pragma(`table_info(${table})`) as {
      name: string;
      notnull: number;
      pk: number;
    }[])
      columns[`${table}.${name}`] = { required: notnull === 1 || pk > 0, isKey: pk > 0 };
  const indexes = raw
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY name")
    .pluck()
    .all() as string[];
  return { columns, indexes };
}

/** The same of a new database on a server, with the text columns whose order is not that of bytes. */
async function onServer() {
  const server = await startServer();
  onTestFinished(server.remove);
  await (await (await engineAt(server.url)).open({ clock })).close();
  const client = new pg.Client(server.url);
  await client.connect();
  const { rows } = await client.query<{
    table: string;
    column: string;
    required: boolean;
    key: boolean;
    collation: string | null;
  }>(`SELECT c.relname AS table, a.attname AS column, a.attnotnull AS required, i.indrelid IS NOT NULL AS key,
        (SELECT collname FROM pg_collation o WHERE o.oid = a.attcollation AND a.atttypid = 'text'::regtype) AS collation
      FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid AND c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
      LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary AND a.attnum = ANY (i.indkey)
      WHERE a.attnum > 0 AND NOT a.attisdropped`);
  const indexes = await client.query<{
    name: string;
  }>(`SELECT c.relname AS name FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
      WHERE c.relnamespace = 'public'::regnamespace AND NOT EXISTS (SELECT 1 FROM pg_constraint o WHERE o.conindid = c.oid) ORDER BY 1`);
  await client.end();
  const ours = rows.filter(({ table }) => !own.test(table));
  const columns: Columns = Object.fromEntries(
    ours.map(({ table, column, required, key }) => [`${table}.${column}`, { required, isKey: key }]),
  );
  return {
    columns,
    indexes: indexes.rows.map(({ name }) => name).filter((name) => !/_search_words$/.test(name)),
    otherwiseOrdered: ours.filter(({ collation }) => collation !== null && collation !== 'C'),
  };
}

/** Every column that the server declares. */
async function declared(): Promise<string[]> {
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
    Object.values(getTableColumns(table)).map(({ name }) => `${getTableName(table)}.${name}`),
  );
}

describe.skipIf(!programs)('the schemas of both engines', () => {
  it('have the same columns and indexes, and text in the order of its bytes', async () => {
    const [file, server] = [await inFile(), await onServer()];
    expect(server.columns).toEqual(file.columns);
    expect(server.indexes).toEqual(file.indexes);
    expect(server.otherwiseOrdered).toEqual([]);
    const known = await declared();
    expect(known.length).toBeGreaterThan(150);
    expect(known.filter((column) => !(column in file.columns))).toEqual([]);
  });
});
