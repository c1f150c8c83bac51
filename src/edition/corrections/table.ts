import { flag, integer, table, text } from '../../foundation/database/columns.ts';

export const correctionKinds = ['correction', 'clarification', 'refile', 'update', 'editorsNote'] as const;
export const publicKinds = correctionKinds.filter((kind) => kind !== 'refile');

/** Changes of a story after its first publication. The text of a refile is not public, and neither is what was retracted. */
export const corrections = table('corrections', {
  id: text('id').primaryKey(),
  articleId: text('article_id').notNull(),
  kind: text('kind', { enum: correctionKinds }).notNull(),
  text: text('text').notNull(),
  material: flag('material').notNull(),
  version: integer('version').notNull(),
  at: integer('at').notNull(),
  /** When it ceased to be public: it was retracted, or its story unpublished. */
  publicUntil: integer('public_until'),
  /** When its own text, kind or weight was last corrected. */
  amendedAt: integer('amended_at'),
});
export type CorrectionRow = typeof corrections.$inferSelect;
