import { integer, table, text } from '../../foundation/database/columns.ts';

/** What remains public of a removed story. */
export const tombstones = table('tombstones', {
  articleId: text('article_id').primaryKey(),
  state: text('state', { enum: ['withdrawn', 'killed', 'expired', 'consolidated'] }).notNull(),
  at: integer('at').notNull(),
  headline: text('headline'),
  notice: text('notice'),
  /** The story to read instead; of a consolidated story, the target of the redirect. */
  substituteId: text('substitute_id'),
  /** What the log told of it when it was live; the draft may be elsewhere since. */
  locale: text('locale'),
  sectionId: text('section_id'),
  agencyId: text('agency_id'),
});
