import type { Caller } from '../../access/caller.ts';
import { toTimestamp } from '../../foundation/clock.ts';
import type { Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { ruleUnmet } from '../../foundation/problem.ts';
import { requireAllowed } from '../actions/allowed.ts';
import { requireGroupWithin } from '../stories/input/group-limit.ts';
import { saveStory, type OpenedStory } from '../stories/story.ts';

type Breaking = {
  reason: string;
  /** The new, earlier end (UTC milliseconds); absent: now. */
  until?: number | undefined;
  caller?: Caller;
};

/** Ends an embargo now or earlier than planned; publishes nothing. Throws `conflict`, and `rule-unmet` for `until`. */
export async function breakEmbargo(
  work: Work,
  story: OpenedStory,
  { reason, until, caller }: Breaking,
): Promise<OpenedStory> {
  await requireAllowed(work, 'breakEmbargo', story, { caller });
  await requireGroupWithin(work.tx, caller, story.row.id);
  const { id, embargoUntil } = story.row;
  const embargo = embargoUntil!;
  const fault = until === undefined ? undefined : faultOf(until, embargo, work.now);
  if (fault !== undefined) throw ruleUnmet([{ pointer: '/until', detail: fault }]);
  const after = await saveStory(work, story, { embargoUntil: until ?? null });
  await record(work, {
    action: 'article.embargoBroken',
    subject: id,
    reason,
    data: { from: toTimestamp(embargo), ...(until === undefined ? {} : { until: toTimestamp(until) }) },
  });
  return after;
}

function faultOf(until: number, embargo: number, now: number): string | undefined {
  if (until <= now) return 'until must lie ahead; leave it out to lift the embargo at once';
  return until < embargo ? undefined : `until must lie before ${toTimestamp(embargo)}, when the embargo ends`;
}
