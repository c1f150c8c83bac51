import { toTimestamp } from '../../foundation/clock.ts';
import type { Tx } from '../../foundation/database/database.ts';
import type { EventData } from '../../foundation/events/table.ts';
import { saveReferences } from '../stories/references.ts';
import type { OpenedStory } from '../stories/story.ts';
import type { ArticleRow } from '../stories/table.ts';

type RemovedSchedule = {
  /** To save with what the verb itself saves. */
  columns: Pick<ArticleRow, 'scheduledAt' | 'scheduledVersion' | 'scheduledChange' | 'scheduleFailure'>;
  /** What the verb's event says of it, among its data. */
  eventData: EventData;
};

const columns = { scheduledAt: null, scheduledVersion: null, scheduledChange: null, scheduleFailure: null };

/** Takes a story off the schedule, for every verb after which nothing may go out by itself. */
export async function removeSchedule(tx: Tx, { row, content }: OpenedStory): Promise<RemovedSchedule> {
  const { id, copyVersion, scheduledAt, scheduledVersion: version } = row;
  if (scheduledAt === null || version === null) return { columns, eventData: {} };
  // What only the version names that was to go out is in use no longer.
  if (version !== copyVersion) await saveReferences(tx, id, 'copy', content);
  return { columns, eventData: { unscheduled: { version, at: toTimestamp(scheduledAt) } } };
}
