import { toTimestamp } from '../../foundation/clock.ts';
import type { Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { Problem, type Fault } from '../../foundation/problem.ts';
import { loadStory, saveStory } from '../stories/story.ts';
import { isToGoOut } from './publish-scheduled.ts';

/** Saves why a scheduled story was not published. It is not tried again until it is scheduled again. */
export async function setScheduleAside(work: Work, id: string, error: unknown): Promise<void> {
  const { tx, now } = work;
  const story = await loadStory(tx, id);
  const { row: before } = story;
  if (!isToGoOut(before, now)) return;
  const faults = faultsIn(error);
  await saveStory(work, story, { scheduleFailure: { at: now, faults } });
  await record(work, {
    action: 'schedule.failed',
    subject: id,
    toVersion: before.scheduledVersion!,
    data: { at: toTimestamp(before.scheduledAt!), faults },
  });
}

type Told = { pointer: string; detail: string } | { detail: string };

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
