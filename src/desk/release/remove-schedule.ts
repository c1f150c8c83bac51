import { toTimestamp } from '../../foundation/clock.ts';
import type { Tx } from '../../foundation/database/database.ts';
import type { EventData } from '../../foundation/events/table.ts';
import { saveReferences } from '../stories/references.ts';
import type { OpenedStory } from '../stories/story.ts';
import type { ArticleRow } from '../stories/table.ts';

type RemovedSchedule = {
  /** Columns to save together with those of the action. */
  columns: Pick<ArticleRow, 'scheduledAt' | 'scheduledVersion' | 'scheduledChange' | 'scheduleFailure'>;
  /** Data for the event of the action. */
  eventData: EventData;
};

const columns = { scheduledAt: null, scheduledVersion: null, scheduledChange: null, scheduleFailure: null };

/** Removes the schedule of a story, for every action after which it must not be published by schedule. */
export async function removeSchedule(tx: Tx, { row, content }: OpenedStory): Promise<RemovedSchedule> {
  const { id, copyVersion, scheduledAt, scheduledVersion: version } = row;
  if (scheduledAt === null || version === null) return { columns, eventData: {} };
  // References of only the scheduled version are not in use any more.
  if (version !== copyVersion) await saveReferences(tx, id, 'copy', content);
  return { columns, eventData: { unscheduled: { version, at: toTimestamp(scheduledAt) } } };
}
