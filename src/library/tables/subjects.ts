import { flag, integer, json, table, text } from '../../foundation/database/columns.ts';

/** The vocabulary of subjects: IPTC's Media Topics, as its file gives them. Empty until one is loaded. */
export const subjects = table('subjects', {
  /** Like `medtop:20000640`. */
  code: text('code').primaryKey(),
  /** The names by locale, each from the file of its language. */
  names: json<Record<string, string>>('names').notNull(),
  /** The code of the subject above it. */
  broader: text('broader'),
  retired: flag('retired').notNull(),
  /** Of a retired one: the code to use now. */
  replacement: text('replacement'),
  /** What it was in IPTC's Subject Codes, the vocabulary before this one: eight digits. */
  formerCode: text('former_code'),
  /** When the file was released from which all but the names come. */
  releasedAt: integer('released_at').notNull(),
});
export type SubjectRow = typeof subjects.$inferSelect;
