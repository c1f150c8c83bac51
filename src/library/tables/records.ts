import type { PgColumn } from 'drizzle-orm/pg-core';
import { integer, table, text } from '../../foundation/database/columns.ts';
import { recordColumns } from './record-columns.ts';

/** Former slugs of records: they stay reserved and redirect. */
export const formerSlugs = table('former_slugs', {
  kind: text('kind', { enum: ['agency', 'byline', 'section', 'topic'] }).notNull(),
  slug: text('slug').notNull(),
  id: text('id').notNull(),
  at: integer('at').notNull(),
});

/** A stand-in for the table of any record type; no such table exists. */
export const anyRecord = table('record', recordColumns());

/** Any table with the record columns, for queries that all record types share. */
export function asRecords(table: {
  [K in keyof (typeof anyRecord)['_']['columns']]: PgColumn;
}): typeof anyRecord {
  return table as unknown as typeof anyRecord;
}

/** Merged records: references to `id` mean `intoId`. Chains are collapsed. */
export const mergedRecords = table('merged_records', {
  id: text('id').primaryKey(),
  kind: text('kind', { enum: ['agency', 'byline', 'topic'] }).notNull(),
  intoId: text('into_id').notNull(),
  at: integer('at').notNull(),
});
