import { flag, integer, json, table, text } from '../../foundation/database/columns.ts';
import type { Fault } from '../../foundation/problem.ts';
import { articleKinds, type ArticleContent } from '../../edition/articles/content.ts';
import type { ChangeIn } from './schema.ts';

/** When it was tried (UTC milliseconds), and all that stood in the way. */
type ScheduleFailure = { at: number; faults: Pick<Fault, 'pointer' | 'detail'>[] };

export const copyStates = ['draft', 'review', 'approved'] as const;
export const publicationStates = ['none', 'live', 'withdrawn', 'killed', 'expired', 'consolidated'] as const;

export type KillProposal = {
  actor: string;
  at: number;
  reason: string;
  notice: string;
  substituteId?: string;
};

/** A story in one locale: where its copy and its publication stand. What it says is in its versions. */
export const articles = table('articles', {
  id: text('id').primaryKey(),
  locale: text('locale').notNull(),
  /** From here to `savedBy` a copy of what the newest version says, for lists. */
  slug: text('slug').notNull(),
  headline: text('headline').notNull(),
  kind: text('kind', { enum: articleKinds }).notNull(),
  sectionId: text('section_id'),
  translationOf: text('translation_of'),
  /** Headline and slug, folded: what a search for plain words looks in. */
  searchText: text('search_text').notNull(),
  /** The number by which the index of words knows it; follows its last save. */
  searchSeq: integer('search_seq'),
  /** Whether it shows a picture without alt text for its language. */
  lacksAltText: flag('lacks_alt_text').notNull(),
  /** Who saved it, by actor. */
  savedBy: text('saved_by').notNull(),
  /** The newest version, the one the desk works on. */
  copyVersion: integer('copy_version').notNull(),
  copyState: text('copy_state', { enum: copyStates }).notNull(),
  publication: text('publication', { enum: publicationStates }).notNull(),
  /** The version that is public, or was last. */
  publishedVersion: integer('published_version'),
  publishedAt: integer('published_at'),
  publicUpdatedAt: integer('public_updated_at'),
  /** Before this moment it is not published: of the story, not of a version. */
  embargoUntil: integer('embargo_until'),
  /** The story to read instead of one that was killed; the one that a consolidated story went into. */
  substituteId: text('substitute_id'),
  /** Who wants it killed, while that waits for somebody else's word. */
  killProposal: json<KillProposal>('kill_proposal'),
  /** When a version of it goes out by itself, which one, and what will have changed with it. */
  scheduledAt: integer('scheduled_at'),
  scheduledVersion: integer('scheduled_version'),
  scheduledChange: json<ChangeIn>('scheduled_change'),
  /** Why it did not go out at its moment; it is not tried again. */
  scheduleFailure: json<ScheduleFailure>('schedule_failure'),
  /** From this moment on it is not public: of the story, not of a version. */
  expiresAt: integer('expires_at'),
  /** Set while the story counts as deleted. */
  deletedAt: integer('deleted_at'),
  /** Moves with every change of content or state. */
  revision: integer('revision').notNull(),
  createdAt: integer('created_at').notNull(),
  createdBy: text('created_by').notNull(),
  updatedAt: integer('updated_at').notNull(),
});
export type ArticleRow = typeof articles.$inferSelect;

/** One saved state of a story's content: numbered 1, 2, 3 …, never changed. */
export const articleVersions = table('article_versions', {
  articleId: text('article_id').notNull(),
  version: integer('version').notNull(),
  content: json<ArticleContent>('content').notNull(),
  actor: text('actor').notNull(),
  at: integer('at').notNull(),
  note: text('note'),
  /** When its content was let go, by thinning: then there is `{}` in its place. */
  thinnedAt: integer('thinned_at'),
});

/** Versions that somebody other than their authors found good to publish. One that is taken back goes. */
export const articleApprovals = table('article_approvals', {
  articleId: text('article_id').notNull(),
  version: integer('version').notNull(),
  actor: text('actor').notNull(),
  at: integer('at').notNull(),
});

/** Slugs that a story has or had in any version: nobody else may take them. */
export const articleSlugs = table('article_slugs', {
  locale: text('locale').notNull(),
  slug: text('slug').notNull(),
  articleId: text('article_id').notNull(),
});

/** What a story's copy and its public version name: asked before anything is deleted or merged. */
export const articleReferences = table('article_references', {
  articleId: text('article_id').notNull(),
  state: text('state', { enum: ['copy', 'live'] }).notNull(),
  kind: text('kind', { enum: ['agency', 'byline', 'section', 'topic', 'media', 'article'] }).notNull(),
  target: text('target').notNull(),
});

/** Pictures for which a story's newest version has no alt text of its own, and whether the library's is missing too. */
export const articlePictures = table('article_pictures', {
  articleId: text('article_id').notNull(),
  mediaId: text('media_id').notNull(),
  locale: text('locale').notNull(),
  missingAltText: flag('silent').notNull(),
});

/** Ids that a story has elsewhere; each belongs to one story. */
export const externalIds = table('external_ids', {
  scheme: text('scheme').notNull(),
  value: text('value').notNull(),
  articleId: text('article_id').notNull(),
  /** How far its source had come when it was last sent: a number, or UTC milliseconds. */
  sourceVersion: integer('source_version'),
});
