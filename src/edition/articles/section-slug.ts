import { sql, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { sections } from '../../library/tables/sections.ts';

/** The slug of the section that a column names, for the address of its story; NULL where readers do not see the section. */
export function sectionSlugOf(column: PgColumn): SQL<string | null> {
  // Names of columns are written out: Drizzle leaves their table away in statements on one table.
  return sql`(SELECT part.slug FROM ${sections} part WHERE part.id = ${column} AND part.hidden = 0)`;
}
