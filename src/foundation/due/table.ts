import { integer, table } from '../database/columns.ts';

/** Since when the clock has run without being set, and when that was last seen (UTC milliseconds): one row. */
export const clockWatch = table('clock_watch', {
  id: integer('id').primaryKey(),
  steadySince: integer('steady_since').notNull(),
  seenAt: integer('seen_at').notNull(),
});
