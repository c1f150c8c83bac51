import { integer, table, text } from '../../foundation/database/columns.ts';

/** Who is at work on a story, and until when unless they say so again: advice to others, which binds nobody. */
export const articleLeases = table('article_leases', {
  articleId: text('article_id').primaryKey(),
  actor: text('actor').notNull(),
  since: integer('since').notNull(),
  until: integer('until').notNull(),
});
export type LeaseRow = typeof articleLeases.$inferSelect;
