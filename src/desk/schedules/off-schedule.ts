import { toTimestamp } from '../../foundation/clock.ts';
import type { EventData } from '../../foundation/events/table.ts';
import type { ArticleRow } from '../articles/table.ts';

/**
 * What takes a story off the schedule, for every verb after which nothing may go out by itself: the `columns` to save
 * with its own, and what its event `tells` of it.
 */
export function offSchedule({ scheduledAt, scheduledVersion }: ArticleRow): {
  columns: Pick<ArticleRow, 'scheduledAt' | 'scheduledVersion' | 'scheduledChange' | 'scheduleFailure'>;
  tells: EventData;
} {
  const columns = { scheduledAt: null, scheduledVersion: null, scheduledChange: null, scheduleFailure: null };
  if (scheduledAt === null || scheduledVersion === null) return { columns, tells: {} };
  return { columns, tells: { unscheduled: { version: scheduledVersion, at: toTimestamp(scheduledAt) } } };
}
