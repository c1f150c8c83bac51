import type { Caller } from '../../access/caller.ts';
import type { Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { requireAllowed } from '../actions/allowed.ts';
import { saveStory, type OpenedStory } from '../stories/story.ts';
import { removeSchedule } from './remove-schedule.ts';

/** Removes the schedule of a story. */
export async function unscheduleArticle(
  work: Work,
  story: OpenedStory,
  { caller }: { caller?: Caller } = {},
): Promise<OpenedStory> {
  await requireAllowed(work, 'unschedule', story, { caller });
  const { id, scheduledVersion } = story.row;
  const { columns, eventData } = await removeSchedule(work.tx, story);
  const after = await saveStory(work, story, columns);
  await record(work, {
    action: 'article.unscheduled',
    subject: id,
    fromVersion: scheduledVersion!,
    data: eventData,
  });
  return after;
}
