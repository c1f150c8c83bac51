import { integer, table, text } from '../../foundation/database/columns.ts';

/** Alerts of the breaking ticker. Due work updates `state`, so that reads do not depend on the clock. */
export const alerts = table('alerts', {
  id: text('id').primaryKey(),
  headline: text('headline').notNull(),
  articleId: text('article_id'),
  url: text('url'),
  startsAt: integer('starts_at').notNull(),
  endsAt: integer('ends_at').notNull(),
  state: text('state', { enum: ['waiting', 'running', 'over'] }).notNull(),
  revision: integer('revision').notNull(),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
});
export type AlertRow = typeof alerts.$inferSelect;
