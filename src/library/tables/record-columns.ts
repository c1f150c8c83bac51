import { flag, integer, text } from '../../foundation/database/columns.ts';

/** The columns that agencies, bylines, sections and topics have in common. */
export function recordColumns() {
  return {
    id: text('id').primaryKey(),
    slug: text('slug').notNull().unique(),
    name: text('name').notNull(),
    hidden: flag('hidden').notNull(),
    /** Name and slug, folded, for search by words. */
    searchText: text('search_text').notNull(),
    revision: integer('revision').notNull(),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  };
}
