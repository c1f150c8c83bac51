import { integer, table, text } from '../foundation/database/columns.ts';

/** Who can be named as the one who did something. Keys belong to actors; the system itself is one. */
export const actors = table('actors', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  kind: text('kind', { enum: ['person', 'service', 'system'] }).notNull(),
  createdAt: integer('created_at').notNull(),
});
