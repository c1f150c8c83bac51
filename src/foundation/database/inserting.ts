import { getTableColumns, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { Tx } from './database.ts';

type Execute = (values: Record<string, unknown>) => Promise<unknown>;

/** An insert of one row, built and prepared once for each connection. Columns that a row leaves out are null. */
export function inserting<T extends PgTable>(table: T) {
  const known = new WeakMap<Tx, Execute>();
  const names = Object.keys(getTableColumns(table));
  const absent = Object.fromEntries(names.map((name) => [name, null]));
  return async function insert(tx: Tx, row: T['$inferInsert']): Promise<void> {
    const execute = known.get(tx) ?? build(tx);
    known.set(tx, execute);
    await execute({ ...absent, ...row });
  };

  function build(tx: Tx): Execute {
    const places = Object.fromEntries(names.map((name) => [name, sql.placeholder(name)]));
    const query = tx
      .insert(table)
      .values(places as T['$inferInsert'])
      .prepare('');
    return (values) => query.execute(values);
  }
}
