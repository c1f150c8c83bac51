import type { Caller } from '../../access/caller.ts';
import type { Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { setAside, setCopiesAside } from '../release/set-aside.ts';
import type { OpenedStory } from '../stories/story.ts';
import { noted } from '../stories/cancellations.ts';
import type { IncomingRow } from '../stories/incoming-table.ts';
import { mayGoOut } from '../stories/settle-incoming.ts';
import { noteSending, type KnownStory } from './known.ts';
import { isOutside, outsideSaid } from './outside.ts';
import { keepRecord } from './record.ts';
import { dataOf, type Sent } from './sent.ts';
import { findStanding, numberSaid, refusalOfLate, type Standing } from './standing.ts';
import { saveSourceState } from './source-state.ts';
import { endWaiting } from './store.ts';

/** The record of a cancellation, and the story if it is here. */
export type Cancelled = {
  incoming: IncomingRow;
  story?: OpenedStory;
  /** Whether the key is narrowed to other sections: its sender learns only that it waits. */
  isOutside: boolean;
};

/**
 * Remembers that a source cancelled a story, whether it is here or not. Nothing is taken from the public for it: a live
 * story or a draft is marked, and the cancellation waits for the desk. What is scheduled is set aside, and what waits of the same
 * source is cancelled. One that comes after a newer version takes nothing back: it refuses no version, and ends no waiting.
 * One of a key that is narrowed to other sections changes nothing beside: it marks the story, and waits.
 */
export async function receiveCancellation(
  work: Work,
  known: KnownStory | undefined,
  sent: Sent,
  { caller, section }: { caller?: Caller | undefined; section?: string | undefined } = {},
): Promise<Cancelled> {
  const { tx } = work;
  const standing = await findStanding(tx, sent, known?.sourceVersion ?? null);
  const { same } = standing;
  const story = known?.story;
  const foreign = await isOutside(caller, story, section);
  if (known && !known.sends && !foreign) await noteSending(tx, sent.name, undefined);
  const isDone = same?.state === 'accepted' || same?.state === 'dismissed';
  if (same && (isDone || foreign || same.ineffective !== 'outside'))
    return { incoming: same, ...(story && { story }), isOutside: foreign };
  const isLate = !foreign && refusalOfLate(sent, standing) !== undefined;
  const isUrgent = story !== undefined && mayGoOut(story.row);
  const atOnce = isLate ? 'superseded' : 'cancelled';
  const incoming = await keepRecord(work, sent, {
    ...{ same, story, isUrgent, state: isUrgent || (foreign && !story) ? 'waiting' : atOnce },
    ...(foreign
      ? { ineffective: 'outside', why: outsideSaid }
      : isLate
        ? { ineffective: 'late', why: lateSaid(sent, standing) }
        : { why: 'Its source cancelled it.' }),
  });
  if (!isLate && !foreign) await endWaiting(tx, incoming, 'cancelled');
  await record(work, {
    action: story ? 'article.sourceCancelled' : 'incoming.cancelled',
    subject: story?.row.id ?? incoming.id,
    data: { incoming: incoming.id, ...dataOf(sent) },
  });
  if (!story) return { incoming, isOutside: foreign };
  const after = foreign ? story : await holdSchedules(work, story);
  const marked = await saveSourceState(tx, after, { cancelled: noted(incoming) });
  return { incoming, story: marked, isOutside: foreign };
}

/** The schedules were made before: somebody has to make them again. */
async function holdSchedules(work: Work, story: OpenedStory): Promise<OpenedStory> {
  const after = await setAside(work, story, [{ detail: 'Its source cancelled this story.' }]);
  await setCopiesAside(work, story.row.id, 'cancelled by its source');
  return after;
}

function lateSaid({ sourceVersion }: Sent, { newest }: Standing): string {
  return `Its source cancelled an older version (${numberSaid(sourceVersion!)}) after it had sent a newer one (${numberSaid(newest!)}).`;
}
