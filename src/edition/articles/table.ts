import { flag, integer, json, jsonAsText, sequence, table, text } from '../../foundation/database/columns.ts';
import type { Body } from '../../library/body/schema.ts';
import { articleKinds, type LiveContent } from './content.ts';

/** The stories that the public may read now, each with the one version that is public. */
export const liveArticles = table('live_articles', {
  /** The row number in the search index; follows the first publication. */
  seq: sequence('seq'),
  id: text('id').notNull().unique(),
  locale: text('locale').notNull(),
  slug: text('slug').notNull(),
  version: integer('version').notNull(),
  kind: text('kind', { enum: articleKinds }).notNull(),
  sectionId: text('section_id'),
  agencyId: text('agency_id'),
  urgency: integer('urgency'),
  /** Cleared by due work at `breakingUntil`. */
  breaking: flag('breaking').notNull(),
  breakingUntil: integer('breaking_until'),
  publishedAt: integer('published_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
  /** The last public change of any kind, also a refile: used for Last-Modified. */
  changedAt: integer('changed_at').notNull(),
  /** The headline and the month of the first publication, like `2022-06` in UTC, for lists that read nothing else. */
  headline: text('headline').notNull(),
  month: text('month').notNull(),
  content: json<LiveContent>('content').notNull(),
  body: jsonAsText<Body>('body').notNull(),
  /** The original that it translates. */
  translationOf: text('translation_of'),
  /** Whether the search index has it; older stories are indexed at the start. */
  indexed: flag('indexed').notNull(),
  /** The address that stands for this one, where it is elsewhere. */
  canonicalUrl: text('canonical_url'),
  /** From this time on it is not public. */
  expiresAt: integer('expires_at'),
});
export type LiveRow = typeof liveArticles.$inferSelect;

/** Live stories by byline. The times are copied so that one index gives the list in order. */
export const liveArticleBylines = table('live_article_bylines', {
  articleId: text('article_id').notNull(),
  bylineId: text('byline_id').notNull(),
  publishedAt: integer('published_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
});

/** Live stories by topic, with the times as above. */
export const liveArticleTopics = table('live_article_topics', {
  articleId: text('article_id').notNull(),
  topicId: text('topic_id').notNull(),
  publishedAt: integer('published_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
});

/** Live stories by subject, with the times as above. */
export const liveArticleSubjects = table('live_article_subjects', {
  articleId: text('article_id').notNull(),
  code: text('code').notNull(),
  publishedAt: integer('published_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
});

/** Which pictures live stories show. */
export const liveArticleMedia = table('live_article_media', {
  articleId: text('article_id').notNull(),
  mediaId: text('media_id').notNull(),
});

/** Every slug under which a story was ever public: each leads to it while it is live or has a tombstone. */
export const liveSlugs = table('live_slugs', {
  locale: text('locale').notNull(),
  slug: text('slug').notNull(),
  articleId: text('article_id').notNull(),
});
