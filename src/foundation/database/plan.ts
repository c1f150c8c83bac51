import { sql, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';

/** The column as an expression that no index serves: a list keeps to the index that already has its order. */
export function withoutIndex(column: PgColumn): SQL {
  return sql`coalesce(${column}, null)`;
}
