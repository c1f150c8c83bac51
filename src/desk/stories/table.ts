import { flag, integer, json, table, text } from '../../foundation/database/columns.ts';
import type { Fault } from '../../foundation/problem.ts';
import { articleKinds, type ArticleContent } from '../../edition/articles/content.ts';
import type { ChangeIn } from './schema.ts';

/** The time of the attempt (UTC milliseconds), and the blockers. */
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

/** That a story was public and was unpublished, which nobody but the desk is told: by whom, and what was public then. */
export type Unpublished = {
  actor: string;
  /** When it was unpublished, and when it had counted as first published (UTC milliseconds). */
  at: number;
  publishedAt: number;
};

/** The last time that a copy was returned to its authors, until it is approved or published. */
export type Returned = { actor: string; at: number; reason: string; version: number };

/** What a story's sources have sent that nobody has decided about, and what they cancelled. */
export type SourceState = {
  /** How many versions wait. */
  waiting: number;
  /** The last cancellation: its record, arrival and version of the source. */
  cancelled?: FromSource;
  /** The version that it withholds, if that is what the copy was saved from last. */
  withheld?: FromSource;
};

/** A version that a source sent: its record, arrival and number. */
export type FromSource = { incoming: string; at: number; sourceVersion?: number };

/** A story in one locale: the states of its copy and of its publication. Its content is in its versions. */
export const articles = table('articles', {
  id: text('id').primaryKey(),
  locale: text('locale').notNull(),
  /** From here to `savedBy`: repeated from the newest version, for lists. */
  slug: text('slug').notNull(),
  headline: text('headline').notNull(),
  kind: text('kind', { enum: articleKinds }).notNull(),
  sectionId: text('section_id'),
  agencyId: text('agency_id'),
  translationOf: text('translation_of'),
  /** The story that it was made from, as a duplicate or translation. */
  madeFrom: text('made_from'),
  /** Headline and slug, folded, for the filter by words. */
  searchText: text('search_text').notNull(),
  /** Its number in the search index; a new one with every save. */
  searchSeq: integer('search_seq'),
  /** Whether it has a picture without alt text in its language. */
  lacksAltText: flag('lacks_alt_text').notNull(),
  /** The actor who saved it. */
  savedBy: text('saved_by').notNull(),
  /** The newest version, the one the desk works on. */
  copyVersion: integer('copy_version').notNull(),
  copyState: text('copy_state', { enum: copyStates }).notNull(),
  publication: text('publication', { enum: publicationStates }).notNull(),
  /** The version that is public, or was last. */
  publishedVersion: integer('published_version'),
  /** The first publication, and the last public change other than a refile, since it was last unpublished. */
  publishedAt: integer('published_at'),
  publicUpdatedAt: integer('public_updated_at'),
  /** Whether readers would see a difference between the copy and the version that is public, or was last. */
  copyDiffers: flag('copy_differs').notNull(),
  /** The fields of the published version that were mended while a rewrite waited, which has them as they were. */
  mended: json<string[]>('mended'),
  /** The last time that it was unpublished. */
  unpublished: json<Unpublished>('unpublished'),
  /** Before this time it is not published; applies to all versions. */
  embargoUntil: integer('embargo_until'),
  /** The substitute of a killed story, or the target of a consolidated one. */
  substituteId: text('substitute_id'),
  /** A proposed kill that waits for a second actor. */
  killProposal: json<KillProposal>('kill_proposal'),
  /** Cleared when it is approved, published or killed. */
  returned: json<Returned>('returned'),
  /** The actor who had submitted it; null where they took it back themselves. */
  returnedTo: text('returned_to'),
  /** The schedule: time, version and change. */
  scheduledAt: integer('scheduled_at'),
  scheduledVersion: integer('scheduled_version'),
  scheduledChange: json<ChangeIn>('scheduled_change'),
  /** Why the scheduled publication was refused; it is not tried again. */
  scheduleFailure: json<ScheduleFailure>('schedule_failure'),
  /** From this time on it is not public; applies to all versions. */
  expiresAt: integer('expires_at'),
  /** What waits of its sources; null where no source sends it. Changes no revision. */
  source: json<SourceState>('source'),
  /** Set while the story is deleted. */
  deletedAt: integer('deleted_at'),
  /** Grows with every change of content or state. */
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
  /** When its content was dropped by retention; `content` is `{}` then. */
  thinnedAt: integer('thinned_at'),
  /** Of a mend of the live version while a rewrite waits: the public version on which the rewrite stands. */
  mends: integer('mends'),
  /** Of a rewrite that was saved again beside a mend: all whose changes in it nobody has approved. */
  authors: json<string[]>('authors'),
});

/** Approved versions. Removing an approval deletes its row. */
export const articleApprovals = table('article_approvals', {
  articleId: text('article_id').notNull(),
  version: integer('version').notNull(),
  actor: text('actor').notNull(),
  at: integer('at').notNull(),
});

/** Slugs that a story has or had in any version, reserved for it. */
export const articleSlugs = table('article_slugs', {
  locale: text('locale').notNull(),
  slug: text('slug').notNull(),
  articleId: text('article_id').notNull(),
});

/**
 * What a story names in its copy, its live version or both: agencies, bylines, sections, topics, pictures and stories, by
 * their ids. It is checked before a record is deleted or merged. The database deletes a row when neither flag is set any
 * more.
 */
export const articleReferences = table('article_references', {
  articleId: text('article_id').notNull(),
  target: text('target').notNull(),
  inCopy: flag('in_copy').notNull(),
  inLive: flag('in_live').notNull(),
});

/** The subjects of each story's newest version, for lists. */
export const articleSubjects = table('article_subjects', {
  articleId: text('article_id').notNull(),
  code: text('code').notNull(),
});

/**
 * Pictures without an alt text of the story in its newest version, and whether the library's is missing, too (stored as
 * `silent`).
 */
export const articlePictures = table('article_pictures', {
  articleId: text('article_id').notNull(),
  mediaId: text('media_id').notNull(),
  locale: text('locale').notNull(),
  missingAltText: flag('silent').notNull(),
});

/** Ids of stories in other systems; each belongs to one story. */
export const externalIds = table('external_ids', {
  scheme: text('scheme').notNull(),
  value: text('value').notNull(),
  articleId: text('article_id').notNull(),
  /** The last version of the source: a number, or UTC milliseconds. */
  sourceVersion: integer('source_version'),
  /** Whether a source sends the story under this id; then it is taken away by an act of its own only. */
  sends: flag('sends').notNull(),
});
