import type { Caller } from '../../access/caller.ts';
import { toTimestamp } from '../../foundation/clock.ts';
import type { Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { ruleUnmet } from '../../foundation/problem.ts';
import { requireAllowed } from '../actions/allowed.ts';
import { findBlockers } from '../preflight/check.ts';
import { faultsOf } from './publish.ts';
import type { ChangeIn } from '../stories/schema.ts';
import { saveStory, type OpenedStory } from '../stories/story.ts';
import { removeSchedule } from './remove-schedule.ts';

type Options = {
  /** When to publish (UTC milliseconds). */
  at: number;
  /** The change: required from the second publication on. */
  change?: ChangeIn | undefined;
  caller?: Caller | undefined;
};

/**
 * Schedules the newest version of a story; later versions are not published with it. A new schedule replaces the
 * former. Throws `conflict` and `rule-unmet` with all blockers at that time.
 */
export async function scheduleArticle(
  work: Work,
  story: OpenedStory,
  { at, change, caller }: Options,
): Promise<OpenedStory> {
  const { tx, now } = work;
  const { row: before, version } = story;
  const { id } = before;
  const blockers = await findBlockers(tx, story, { now: at });
  await requireAllowed(work, 'schedule', story, { caller, blockers, goesOutAt: at });
  const past = at > now ? [] : [{ pointer: '/at', detail: 'at must lie in the future' }];
  const faults = [...past, ...faultsOf(before, change, undefined, now), ...blockers];
  if (faults.length > 0) throw ruleUnmet(faults);

  const { eventData } = await removeSchedule(tx, story);
  const after = await saveStory(work, story, {
    scheduledAt: at,
    scheduledVersion: version,
    scheduledChange: change ?? null,
    scheduleFailure: null,
  });
  await record(work, {
    action: 'article.scheduled',
    subject: id,
    toVersion: version,
    data: {
      at: toTimestamp(at),
      ...(change && { change: { ...change, material: change.material ?? false } }),
      ...eventData,
    },
  });
  return after;
}
