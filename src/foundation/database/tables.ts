/** What a database stores, as its engine tells it: for whoever copies all of it. */

/** A value as it is stored. JSON is its text. */
export type Stored = string | number | null;

/** A table, with its columns by name and those of its primary key in their order. */
export type TableShape = { name: string; columns: string[]; key: string[] };

export type Tables = {
  /** All tables but those of full-text indexes and the record of migrations. */
  tables: () => Promise<TableShape[]>;
  /** The rows in the order of the key, some at a time. One table is read at once. */
  pages: (table: TableShape) => AsyncIterable<Stored[][]>;
};

/** How many rows are read and written at once: the longest stories still fit into memory. */
export const pageRows = 200;

/** A column of a table; `place` is that in the primary key, from 1, or 0. */
export type ColumnRow = { table: string; column: string; place: number };

/** The tables that have these columns. */
export function tablesOf(rows: ColumnRow[]): TableShape[] {
  const byTable = Map.groupBy(rows, ({ table }) => table);
  return [...byTable].toSorted(byName).map(([name, columns]) => ({
    name,
    columns: columns.map(({ column }) => column).toSorted(),
    key: columns
      .filter(({ place }) => place > 0)
      .toSorted((one, other) => one.place - other.place)
      .map(({ column }) => column),
  }));
}

function byName([one]: [string, unknown], [other]: [string, unknown]): number {
  return one < other ? -1 : 1;
}

/** All rows of a table, in the order of its key. */
export function selectAll(table: TableShape): string {
  return `SELECT ${listed(table.columns)} FROM "${table.name}" ORDER BY ${listed(table.key)}`;
}

/** The start of an insert into all columns of a table. */
export function insertInto(table: TableShape): string {
  return `INSERT INTO "${table.name}" (${listed(table.columns)}) VALUES `;
}

function listed(columns: string[]): string {
  return columns.map((column) => `"${column}"`).join(', ');
}
