import { flag, sequence, table, text } from '../../foundation/database/columns.ts';

/** Agencies, bylines and topics by the number under which the index of names has them. */
export const recordNames = table('record_names', {
  seq: sequence('seq'),
  id: text('id').notNull().unique(),
  hidden: flag('hidden').notNull(),
});
