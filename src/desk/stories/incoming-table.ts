import { flag, integer, json, table, text } from '../../foundation/database/columns.ts';
import type { ArticleContent } from '../../edition/articles/content.ts';
import type { Fault } from '../../foundation/problem.ts';
import type { ArticleIn } from './schema.ts';

export const pubStatuses = ['usable', 'withheld', 'canceled'] as const;
/** Why a cancellation takes nothing back by itself: it came after a newer version, or with a key for other sections. */
export const ineffectives = ['late', 'outside'] as const;
export const incomingStates = [
  'applied',
  'waiting',
  'accepted',
  'dismissed',
  'superseded',
  'cancelled',
] as const;

/** What could not be made a version of a story: the input for one, or an item that cannot be read as a story. */
export type SentAsIs = { input: ArticleIn } | { item: unknown };

/** What sources sent: each version once, and what became of it. Cancellations stand for stories that are not here, too. */
export const incoming = table('incoming', {
  id: text('id').primaryKey(),
  /** The external id under which it was sent. */
  scheme: text('scheme').notNull(),
  value: text('value').notNull(),
  /** The version of the source: a number, or UTC milliseconds. */
  sourceVersion: integer('source_version'),
  pubStatus: text('pub_status', { enum: pubStatuses }).notNull(),
  /** A hash of what was sent. */
  fingerprint: text('fingerprint').notNull(),
  articleId: text('article_id'),
  headline: text('headline').notNull(),
  state: text('state', { enum: incomingStates }).notNull(),
  /** 1 for a cancellation that waits: listed first; else 0. */
  urgent: integer('urgent').notNull(),
  /** Of a cancellation that takes nothing back by itself, why. */
  ineffective: text('ineffective', { enum: ineffectives }),
  at: integer('at').notNull(),
  actor: text('actor').notNull(),
  /** Why it waits or was not applied. */
  why: text('why'),
  /** Its content, unless a version of the story has it. */
  content: json<ArticleContent>('content'),
  /** As it came, where it cannot be a version, and why not. */
  sent: json<SentAsIs>('sent'),
  /** Whether it could not be read as a story. */
  unread: flag('unread').notNull(),
  faults: json<Pick<Fault, 'pointer' | 'detail'>[]>('faults'),
  /** The embargo that it came with (UTC milliseconds). */
  embargoUntil: integer('embargo_until'),
  /** The version of the story that it became. */
  version: integer('version'),
  /** The fields that were accepted, where it was a part. */
  fields: json<string[]>('fields'),
  decidedAt: integer('decided_at'),
  decidedBy: text('decided_by'),
  reason: text('reason'),
  /** When its content was dropped by retention. */
  thinnedAt: integer('thinned_at'),
});
export type IncomingRow = typeof incoming.$inferSelect;
