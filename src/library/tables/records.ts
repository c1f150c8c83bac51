import type { PgColumn } from 'drizzle-orm/pg-core';
import { integer, table, text } from '../../foundation/database/columns.ts';
import { recordColumns } from './record-columns.ts';

/** Slugs that a record once had: they stay taken and lead to it. */
export const formerSlugs = table('former_slugs', {
  kind: text('kind', { enum: ['agency', 'byline', 'section', 'topic'] }).notNull(),
  slug: text('slug').notNull(),
  id: text('id').notNull(),
  at: integer('at').notNull(),
});

/** What every record's table looks like from here; no such table exists. */
export const anyRecord = table('record', recordColumns());

/** A table with the record columns among its own, as what all records have in common is asked of it. */
export function asRecords(table: {
  [K in keyof (typeof anyRecord)['_']['columns']]: PgColumn;
}): typeof anyRecord {
  return table as unknown as typeof anyRecord;
}

/** Records that were merged into others: whatever still names one means the other. Chains are collapsed. */
export const mergedRecords = table('merged_records', {
  id: text('id').primaryKey(),
  kind: text('kind', { enum: ['agency', 'byline', 'topic'] }).notNull(),
  intoId: text('into_id').notNull(),
  at: integer('at').notNull(),
});
