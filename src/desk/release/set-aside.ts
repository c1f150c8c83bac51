import { and, asc, inArray, isNotNull, isNull, ne, sql, type SQL } from 'drizzle-orm';
import { toTimestamp } from '../../foundation/clock.ts';
import type { Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { Problem, type Fault } from '../../foundation/problem.ts';
import { loadStory, saveStory, type OpenedStory } from '../stories/story.ts';
import { articles } from '../stories/table.ts';
import { isToGoOut } from './publish-scheduled.ts';

type Told = { pointer: string; detail: string } | { detail: string };

/** Sets the schedule of a story aside, if one waits: it is not tried again until it is scheduled again. */
export async function setAside(work: Work, story: OpenedStory, faults: Told[]): Promise<OpenedStory> {
  const { id, scheduledAt, scheduledVersion, scheduleFailure } = story.row;
  if (scheduledAt === null || scheduleFailure !== null) return story;
  const after = await saveStory(work, story, { scheduleFailure: { at: work.now, faults } });
  await record(work, {
    action: 'schedule.failed',
    subject: id,
    toVersion: scheduledVersion!,
    data: { at: toTimestamp(scheduledAt), faults },
  });
  return after;
}

/**
 * Sets aside the schedules of what was made from a story or translates it, since it was taken back: "withdrawn". What was
 * wrong in it may be wrong there, and somebody has to look first.
 */
export async function setCopiesAside(work: Work, storyId: string, how: string): Promise<void> {
  const { tx } = work;
  const { id, scheduledAt, scheduleFailure } = articles;
  const copies = await tx
    .select({ id })
    .from(articles)
    .where(
      and(isNotNull(scheduledAt), isNull(scheduleFailure), ne(id, storyId), inArray(id, madeOf(storyId))),
    )
    .orderBy(asc(scheduledAt), asc(id));
  const detail = `The story that this one comes from was ${how}: schedule this one again if it is right.`;
  for (const copy of copies) await setAside(work, await loadStory(tx, copy.id), [{ detail }]);
}

/** The ids of what was made from a story or translates it, over any number of steps. */
function madeOf(storyId: string): SQL {
  return sql`(WITH RECURSIVE made(id) AS (
    SELECT id FROM ${articles} WHERE id = ${storyId}
    UNION SELECT copy.id FROM made JOIN ${articles} copy ON copy.made_from = made.id OR copy.translation_of = made.id
  ) SELECT id FROM made)`;
}

/** Saves why a scheduled story was not published when it was due. */
export async function setScheduleAside(work: Work, id: string, error: unknown): Promise<void> {
  const story = await loadStory(work.tx, id);
  if (isToGoOut(story.row, work.now)) await setAside(work, story, faultsIn(error));
}

function faultsIn(error: unknown): Told[] {
  if (!(error instanceof Problem)) return [{ detail: 'It could not be published; the log says why.' }];
  const { faults, extensions, message } = error;
  if (faults.length > 0) return faults.map(told);
  const blockers = (extensions['blockers'] ?? []) as Fault[];
  return blockers.length > 0 ? blockers.map(told) : [{ detail: message }];
}

function told({ pointer, detail }: Fault): Told {
  return pointer === undefined ? { detail } : { pointer, detail };
}
