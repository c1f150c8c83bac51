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
import type { Connection } from './connection/connection.ts';

const columns = `SELECT l.name AS "table", c.name AS "column", c.pk AS place
  FROM pragma_table_list l, pragma_table_info(l.name) c
  WHERE l.schema = 'main' AND l.type = 'table' AND l.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
    AND l.name <> '__drizzle_migrations'`;

/** The tables of a file; those of full-text indexes are virtual, or shadows. */
export function tablesOn(connection: Connection): Tables {
  return {
    tables: async () => tablesOf(connection.prepare(columns).all() as ColumnRow[]),
    async *pages(table) {
      let page: Stored[][] = [];
      for (const row of connection.prepare(selectAll(table)).raw().iterate()) {
        page.push(row as Stored[]);
        if (page.length < pageRows) continue;
        yield page;
        page = [];
      }
      if (page.length > 0) yield page;
    },
  };
}

/** Adds rows as they are stored. */
export function insertRows(connection: Connection, table: TableShape, rows: Stored[][]): void {
  const insert = connection.prepare(`${insertInto(table)}(${table.columns.map(() => '?').join(', ')})`);
  for (const row of rows) insert.run(row);
}
