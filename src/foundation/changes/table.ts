import { flag, integer, json, table, text } from '../database/columns.ts';

/**
 * One row that changes with every public change: its number is that of the newest row in `changes`. Stored as `pulse`
 * and `beat`, its former names.
 */
export const publicRevision = table('pulse', {
  id: integer('id').primaryKey(),
  number: integer('beat').notNull(),
  changedAt: integer('at').notNull(),
});

/** What changed in public, in order, without gaps: one row for each thing and change. */
export const changes = table('changes', {
  seq: integer('seq').primaryKey(),
  at: integer('at').notNull(),
  /** The kind of thing, like `article`, and its id. */
  kind: text('kind').notNull(),
  subject: text('subject').notNull(),
  action: text('action', { enum: ['upserted', 'removed'] }).notNull(),
  /** Why it was removed. */
  state: text('state'),
  /** Whether it matters to readers. */
  material: flag('material').notNull(),
  /** The keys of all answers that may have changed with it. */
  keys: json<string[]>('keys').notNull(),
  /** Of a story. */
  locale: text('locale'),
  sectionId: text('section_id'),
  /** The section that it was in before, where that is another one. */
  formerSectionId: text('former_section_id'),
  agencyId: text('agency_id'),
  /** The agency that it was of before, where that is another one. */
  formerAgencyId: text('former_agency_id'),
});
