import { integer, table, text } from '../../foundation/database/columns.ts';

/** Whose the store is: one row, and the same words in a file in the store. */
export const storeMark = table('store_mark', {
  id: integer('id').primaryKey(),
  owner: text('owner').notNull(),
});

/** Originals in the store that no picture names, and since when that was seen. */
export const unreferencedOriginals = table('unnamed_originals', {
  key: text('key').primaryKey(),
  since: integer('since').notNull(),
});
