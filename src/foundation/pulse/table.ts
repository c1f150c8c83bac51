import { integer, table } from '../database/columns.ts';

/** One row that moves with every public change. */
export const pulse = table('pulse', {
  id: integer('id').primaryKey(),
  beat: integer('beat').notNull(),
  at: integer('at').notNull(),
});
