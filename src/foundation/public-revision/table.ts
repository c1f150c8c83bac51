import { integer, table } from '../database/columns.ts';

/** One row that changes with every public change. Stored as `pulse` and `beat`, its former names. */
export const publicRevision = table('pulse', {
  id: integer('id').primaryKey(),
  number: integer('beat').notNull(),
  changedAt: integer('at').notNull(),
});
