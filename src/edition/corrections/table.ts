import { flag, integer, table, text } from '../../foundation/database/columns.ts';

export const correctionKinds = ['correction', 'clarification', 'refile', 'update', 'editorsNote'] as const;

/** Changes of a story after its first publication. The text of a refile is not public. */
export const corrections = table('corrections', {
  id: text('id').primaryKey(),
  articleId: text('article_id').notNull(),
  kind: text('kind', { enum: correctionKinds }).notNull(),
  text: text('text').notNull(),
  material: flag('material').notNull(),
  version: integer('version').notNull(),
  at: integer('at').notNull(),
  /** When it ceased to be public, since its story was unpublished. */
  publicUntil: integer('public_until'),
});
