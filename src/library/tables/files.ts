import { flag, integer, table, text } from '../../foundation/database/columns.ts';

/** The id of this database, also written to a file in its store. */
export const storeMark = table('store_mark', {
  id: integer('id').primaryKey(),
  owner: text('owner').notNull(),
  /** Whether the file was put into a folder that all servers share. */
  shared: flag('shared').notNull().default(false),
});

/** Originals in the store that no picture references, and since when. */
export const unreferencedOriginals = table('unnamed_originals', {
  key: text('key').primaryKey(),
  since: integer('since').notNull(),
});
