import type { Work } from '../../foundation/database/database.ts';
import type { ArticleContent } from '../../edition/articles/content.ts';
import { record } from '../../foundation/events/record.ts';
import { newId } from '../../foundation/ids.ts';
import type { Fault } from '../../foundation/problem.ts';
import type { OpenedStory } from '../stories/story.ts';
import type { IncomingRow, SentAsIs } from '../stories/incoming-table.ts';
import { dataOf, type Sent } from './sent.ts';
import { insertIncoming, updateIncoming } from './store.ts';

/** The record itself is what stays of an arrival; what it changes is an event of its own. */
export type Recording = Pick<Work, 'tx' | 'now' | 'actor'>;

type Kept = Pick<IncomingRow, 'state'> & {
  /** The record of the same version with the same content, if it came before. */
  same?: IncomingRow | undefined;
  story?: OpenedStory | undefined;
  why?: string;
  content?: ArticleContent | undefined;
  /** As it came, where it cannot be a version, and why not. */
  sent?: SentAsIs | undefined;
  faults?: Fault[] | undefined;
  isUnread?: boolean;
  version?: number;
  isUrgent?: boolean;
  ineffective?: IncomingRow['ineffective'];
};

/** Puts a version that a source sent on record. The same version with the same content keeps its record. */
export async function keepRecord(
  { tx, now, actor }: Recording,
  { id = newId('incoming'), name, sourceVersion, pubStatus, fingerprint, input }: Sent,
  {
    same,
    story,
    state,
    why,
    content,
    sent,
    faults,
    isUnread = false,
    version,
    isUrgent = false,
    ineffective = null,
  }: Kept,
): Promise<IncomingRow> {
  const became = {
    state,
    urgent: isUrgent ? 1 : 0,
    ineffective,
    articleId: story?.row.id ?? null,
    why: why ?? null,
    content: content ?? null,
    sent: sent ?? null,
    faults: faults ?? null,
    unread: isUnread,
    version: version ?? null,
    embargoUntil: input.embargoUntil ?? null,
  };
  if (same) return updateIncoming(tx, same, became);
  const row: IncomingRow = {
    id,
    ...name,
    sourceVersion: sourceVersion ?? null,
    pubStatus,
    fingerprint,
    headline: input.headline,
    ...became,
    at: now,
    actor: actor.id,
    fields: null,
    decidedAt: null,
    decidedBy: null,
    reason: null,
    thinnedAt: null,
  };
  await insertIncoming(tx, row);
  return row;
}

/** Tells in the history that a version waits for the desk, and why. */
export async function recordWaiting(
  work: Work,
  story: OpenedStory | undefined,
  sent: Sent,
  { id, why }: IncomingRow,
): Promise<void> {
  await record(work, {
    action: story ? 'article.incomingWaiting' : 'incoming.waiting',
    subject: story?.row.id ?? id,
    reason: why!,
    data: { incoming: id, ...dataOf(sent) },
  });
}
