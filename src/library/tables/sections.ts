import { flag, integer, json, table, text } from '../../foundation/database/columns.ts';
import { recordColumns } from './record-columns.ts';

/** The parts of the paper: a tree. */
export const sections = table('sections', {
  ...recordColumns(),
  /** By locale; `name` is that of the default one. */
  names: json<Record<string, string>>('names'),
  parentId: text('parent_id'),
  description: text('description'),
  position: integer('position').notNull(),
  /** Whether its stories, and those of the sections below it, are published only once another has approved them. */
  requiresApproval: flag('requires_approval').notNull(),
});

/** Under which other sections a section was before, and up to which number of the log of changes. Triggers write it. */
export const formerSectionPlaces = table('former_section_places', {
  sectionId: text('section_id').notNull(),
  parentId: text('parent_id').notNull(),
  until: integer('until').notNull(),
});

export type SectionRow = typeof sections.$inferSelect;
