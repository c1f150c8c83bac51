import { flag, integer, json, sequence, table, text } from '../../foundation/database/columns.ts';
import type { Body } from '../../library/body/schema.ts';
import { articleKinds, type LiveContent } from './content.ts';

/** The stories that the public may read now, each with the one version that is public. */
export const liveArticles = table('live_articles', {
  /** Follows the first publication; the index of words knows a story by it. */
  seq: sequence('seq'),
  id: text('id').notNull().unique(),
  locale: text('locale').notNull(),
  slug: text('slug').notNull(),
  version: integer('version').notNull(),
  kind: text('kind', { enum: articleKinds }).notNull(),
  sectionId: text('section_id'),
  agencyId: text('agency_id'),
  urgency: integer('urgency'),
  /** Moved by due work when `breakingUntil` has come. */
  breaking: flag('breaking').notNull(),
  breakingUntil: integer('breaking_until'),
  publishedAt: integer('published_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
  /** The last public change of any kind, a refile too: what Last-Modified tells. */
  changedAt: integer('changed_at').notNull(),
  content: json<LiveContent>('content').notNull(),
  body: json<Body>('body').notNull(),
  /** The original that it translates. */
  translationOf: text('translation_of'),
  /** Whether the index of words has it: what was published before there was one is taken in at the start. */
  indexed: flag('indexed').notNull(),
});
export type LiveRow = typeof liveArticles.$inferSelect;

/** Which live stories a byline signs; the times stand here so that one index gives the list in order. */
export const liveArticleBylines = table('live_article_bylines', {
  articleId: text('article_id').notNull(),
  bylineId: text('byline_id').notNull(),
  publishedAt: integer('published_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
});

/** Which live stories have a topic; the times as above. */
export const liveArticleTopics = table('live_article_topics', {
  articleId: text('article_id').notNull(),
  topicId: text('topic_id').notNull(),
  publishedAt: integer('published_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
});

/** Which pictures live stories show. */
export const liveArticleMedia = table('live_article_media', {
  articleId: text('article_id').notNull(),
  mediaId: text('media_id').notNull(),
});

/** Every slug under which a story was ever public, for as long as it has not been unpublished. */
export const liveSlugs = table('live_slugs', {
  locale: text('locale').notNull(),
  slug: text('slug').notNull(),
  articleId: text('article_id').notNull(),
});
