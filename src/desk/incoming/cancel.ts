import type { Caller } from '../../access/caller.ts';
import { requireSectionsOf } from '../../access/section-limit.ts';
import type { Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { setAside, setCopiesAside } from '../release/set-aside.ts';
import type { OpenedStory } from '../stories/story.ts';
import { noted } from '../stories/cancellations.ts';
import type { IncomingRow } from '../stories/incoming-table.ts';
import { mayGoOut } from '../stories/settle-incoming.ts';
import { noteSending, type KnownStory } from './known.ts';
import { keepRecord } from './record.ts';
import { dataOf, type Sent } from './sent.ts';
import { findStanding, numberSaid, refusalOfLate, type Standing } from './standing.ts';
import { endWaiting, saveSourceState } from './store.ts';

/** The record of a cancellation, and the story if it is here. */
export type Cancelled = { incoming: IncomingRow; story?: OpenedStory };

/**
 * Remembers that a source cancelled a story, whether it is here or not. Nothing is taken from the public for it: a live
 * story or a draft is marked, and the cancellation waits for the desk. What is scheduled is set aside, and what waits of the same
 * source is cancelled. One that comes after a newer version takes nothing back: it refuses no version, and ends no waiting.
 * Throws `forbidden` for a key that is narrowed to other sections.
 */
export async function receiveCancellation(
  work: Work,
  known: KnownStory | undefined,
  sent: Sent,
  caller?: Caller,
): Promise<Cancelled> {
  const { tx } = work;
  if (known) await requireSectionsOf(caller, known.story);
  const standing = await findStanding(tx, sent, known?.sourceVersion ?? null);
  const { same } = standing;
  const story = known?.story;
  if (known && !known.sends) await noteSending(tx, sent.name, undefined);
  if (same) return { incoming: same, ...(story && { story }) };
  const isLate = refusalOfLate(sent, standing) !== undefined;
  const isUrgent = story !== undefined && mayGoOut(story.row);
  const atOnce = isLate ? 'superseded' : 'cancelled';
  const incoming = await keepRecord(work, sent, {
    ...{ story, isUrgent, state: isUrgent ? 'waiting' : atOnce },
    ...(isLate
      ? { ineffective: 'late', why: lateSaid(sent, standing) }
      : { why: 'Its source cancelled it.' }),
  });
  if (!isLate) await endWaiting(tx, incoming, 'cancelled');
  await record(work, {
    action: story ? 'article.sourceCancelled' : 'incoming.cancelled',
    subject: story?.row.id ?? incoming.id,
    data: { incoming: incoming.id, ...dataOf(sent) },
  });
  if (!story) return { incoming };
  // The schedule was made before: somebody has to make it again.
  const after = await setAside(work, story, [{ detail: 'Its source cancelled this story.' }]);
  await setCopiesAside(work, story.row.id, 'cancelled by its source');
  return { incoming, story: await saveSourceState(tx, after, { cancelled: noted(incoming) }) };
}

function lateSaid({ sourceVersion }: Sent, { newest }: Standing): string {
  return `Its source cancelled an older version (${numberSaid(sourceVersion!)}) after it had sent a newer one (${numberSaid(newest!)}).`;
}
