import { toTimestamp } from '../../foundation/clock.ts';
import { omitAbsent } from '../../foundation/omit-absent.ts';
import type { ArticleRow } from '../stories/table.ts';

/** The schedule of a story, also a failed one; undefined without a schedule. */
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
