import { sql, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';

/**
 * The column as an expression that no index serves, so that the planner keeps to the index that has the order of the list.
 */
export function withoutIndex(column: PgColumn): SQL {
  return sql`coalesce(${column}, null)`;
}
