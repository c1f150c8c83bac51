import { integer, table, text } from '../../foundation/database/columns.ts';

/** Leases: who works on a story, and until when. Advisory only; they lock nothing. */
export const articleLeases = table('article_leases', {
  articleId: text('article_id').primaryKey(),
  actor: text('actor').notNull(),
  since: integer('since').notNull(),
  until: integer('until').notNull(),
});
export type LeaseRow = typeof articleLeases.$inferSelect;
