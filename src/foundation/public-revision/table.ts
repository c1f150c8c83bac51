import { integer, table } from '../database/columns.ts';

/** One row that moves with every public change. */
export const publicRevision = table('pulse', {
  id: integer('id').primaryKey(),
  number: integer('beat').notNull(),
  changedAt: integer('at').notNull(),
});
