import { integer, table, text } from '../../foundation/database/columns.ts';
import { recordColumns } from '../records/columns.ts';

/** The parts of the paper: a tree. */
export const sections = table('sections', {
  ...recordColumns(),
  parentId: text('parent_id'),
  description: text('description'),
  position: integer('position').notNull(),
});
export type SectionRow = typeof sections.$inferSelect;
