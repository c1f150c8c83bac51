import { flag, sequence, table, text } from '../../foundation/database/columns.ts';

/** The row numbers of agencies, bylines and topics in the index of names. */
export const recordNames = table('record_names', {
  seq: sequence('seq'),
  id: text('id').notNull().unique(),
  hidden: flag('hidden').notNull(),
});
