import { integer, table, text } from '../../foundation/database/columns.ts';

/** Links that show one version of one story before it is public. Of the link itself only its hash is kept. */
export const previews = table('previews', {
  id: text('id').primaryKey(),
  articleId: text('article_id').notNull(),
  version: integer('version').notNull(),
  sha256: text('sha256').notNull(),
  /** The last event when it was created: a later removal of the story ends the link. */
  sinceEvent: integer('since_event').notNull(),
  createdAt: integer('created_at').notNull(),
  createdBy: text('created_by').notNull(),
  expiresAt: integer('expires_at').notNull(),
  revokedAt: integer('revoked_at'),
});
export type PreviewRow = typeof previews.$inferSelect;
