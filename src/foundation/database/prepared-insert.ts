import { getTableColumns, sql, type Placeholder, type SQL } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { Tx } from './database.ts';
import { prepared } from './prepared.ts';

/**
 * An insert of some rows, built and prepared once for each connection and number of rows. Columns that a row leaves out are
 * null. A row whose key exists is skipped with `ifNew`, and updated with `orUpdate`.
 */
export function preparedInsert<T extends PgTable>(
  table: T,
  { ifNew = false, orUpdate }: { ifNew?: boolean; orUpdate?: Update } = {},
) {
  const insertAll = prepared((tx: Tx, count: number) => {
    const rows = Array.from({ length: count }, (_, index) => placeholdersOf(table, String(index)));
    const query = tx.insert(table).values(rows);
    if (orUpdate) return query.onConflictDoUpdate(orUpdate);
    return ifNew ? query.onConflictDoNothing() : query;
  });
  return async function insert(tx: Tx, ...rows: T['$inferInsert'][]): Promise<void> {
    if (rows.length === 0) return;
    const values: Values = {};
    rows.forEach((row, index) => putValues(values, table, row, String(index)));
    await insertAll(tx, values, rows.length);
  };
}

type Update = { target: PgColumn[]; set: Record<string, unknown>; setWhere: SQL };
type Values = Record<string, unknown>;

/** A placeholder for each column of a row, for a prepared statement; none for the number that the engine gives it. */
export function placeholdersOf<T extends PgTable>(
  table: T,
  suffix = '',
): Record<keyof T['$inferInsert'], Placeholder> {
  const columns = Object.entries(getTableColumns(table)).filter(
    ([, { primary, hasDefault }]) => !(primary && hasDefault),
  );
  const places = columns.map(([name]) => [name, sql.placeholder(name + suffix)]);
  return Object.fromEntries(places) as Record<keyof T['$inferInsert'], Placeholder>;
}

/** The values of a row for these placeholders. Columns that it leaves out are null. */
export function valuesOf<T extends PgTable>(table: T, row: T['$inferInsert']): Values {
  const values: Values = {};
  putValues(values, table, row, '');
  return values;
}

function putValues<T extends PgTable>(
  values: Values,
  table: T,
  row: T['$inferInsert'],
  suffix: string,
): void {
  for (const name in getTableColumns(table)) {
    values[name + suffix] = row[name as keyof typeof row] ?? null;
  }
}
