import { toTimestamp } from '../../foundation/clock.ts';
import type { Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { Problem, type Fault } from '../../foundation/problem.ts';
import { loadStory, saveStory, type OpenedStory } from '../stories/story.ts';
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
