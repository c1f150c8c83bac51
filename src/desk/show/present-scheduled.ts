import { toTimestamp } from '../../foundation/clock.ts';
import { omitAbsent } from '../../foundation/omit-absent.ts';
import type { ArticleRow } from '../stories/table.ts';

/** What of a story goes out by itself, or should have; nothing when nothing does. */
export function presentScheduled({
  scheduledAt,
  scheduledVersion: version,
  scheduledChange: change,
  scheduleFailure: failure,
}: ArticleRow) {
  if (scheduledAt === null || version === null) return undefined;
  return omitAbsent({
    version,
    at: toTimestamp(scheduledAt),
    change: change ? { ...change, material: change.material ?? false } : undefined,
    failed: failure ? { at: toTimestamp(failure.at), faults: failure.faults } : undefined,
  });
}
