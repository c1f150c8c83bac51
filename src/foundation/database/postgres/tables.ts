import type pg from 'pg';
import {
  type ColumnRow,
  insertInto,
  pageRows,
  selectAll,
  type Stored,
  type Tables,
  tablesOf,
  type TableShape,
} from '../tables.ts';

const columns = `SELECT c.relname AS "table", a.attname AS "column",
    coalesce(array_position(i.indkey::int2[], a.attnum) + 1, 0) AS place
  FROM pg_class c
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
  WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
    AND c.relname NOT IN ('__drizzle_migrations', 'search_totals')
    AND NOT EXISTS (SELECT 1 FROM pg_attribute w WHERE w.attrelid = c.oid AND w.atttypid = 'tsvector'::regtype)`;

/** The tables of a database; those with words are full-text indexes. Pages are read in a transaction. */
export function tablesOn(client: pg.ClientBase): Tables {
  return {
    tables: async () => tablesOf((await client.query(columns)).rows as ColumnRow[]),
    async *pages(table) {
      await client.query(`DECLARE pages NO SCROLL CURSOR FOR ${selectAll(table)}`);
      for (;;) {
        const { rows } = await client.query({ text: `FETCH ${pageRows} FROM pages`, rowMode: 'array' });
        if (rows.length > 0) yield rows as Stored[][];
        if (rows.length < pageRows) break;
      }
      await client.query('CLOSE pages');
    },
  };
}

/** Adds rows as they are stored. */
export async function insertRows(client: pg.ClientBase, table: TableShape, rows: Stored[][]): Promise<void> {
  let place = 0;
  const places = rows.map((row) => `(${row.map(() => `$${(place += 1)}`).join(', ')})`);
  await client.query(insertInto(table) + places.join(', '), rows.flat());
}
