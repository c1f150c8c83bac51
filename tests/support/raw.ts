/** A database as somebody beside Dateline sees it. */
import { existsSync, readFileSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';
import pg from 'pg';
import { onPostgres } from './postgres.ts';

/** Sends a statement to the database at an address, and gives its rows. */
export async function ask<Row extends object>(url: string, statement: string): Promise<Row[]> {
  if (onPostgres) {
    const client = new pg.Client(url);
    await client.connect();
    const { rows } = await client.query<Row>(statement).finally(() => client.end());
    return rows;
  }
  const file = new BetterSqlite3(url);
  try {
    const prepared = file.prepare<[], Row>(statement);
    if (prepared.reader) return prepared.all();
    prepared.run();
    return [];
  } finally {
    file.close();
  }
}

/** Everything that is stored, as bytes in which a text can be looked for. */
export async function storedIn(url: string): Promise<Buffer[]> {
  if (!onPostgres)
    return [url, `${url}-wal`].filter((file) => existsSync(file)).map((file) => readFileSync(file));
  const tables = await ask<{ name: string }>(
    url,
    "SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'",
  );
  const rows = await Promise.all(
    tables.map(({ name }) => ask<{ row: string }>(url, `SELECT t::text AS row FROM ${name} t`)),
  );
  return rows.flat().map(({ row }) => Buffer.from(row));
}
