import type { Caller } from '../../access/caller.ts';
import { requireSections } from '../../access/section-limit.ts';
import { toTimestamp } from '../../foundation/clock.ts';
import type { Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { ruleUnmet } from '../../foundation/problem.ts';
import { requireAllowed } from '../actions/allowed.ts';
import { findBlockers, sectionsLeftBehind } from '../preflight/check.ts';
import { faultsOfPublishing } from './publish-faults.ts';
import type { ChangeIn } from '../stories/schema.ts';
import { saveReferences } from '../stories/references.ts';
import { askingOfEither } from '../stories/asking.ts';
import { saveStory, type OpenedStory, type StoryVersion } from '../stories/story.ts';
import { removeSchedule } from './remove-schedule.ts';

type Options = {
  /** When to publish (UTC milliseconds). */
  at: number;
  /** The change: required from the second publication on. */
  change?: ChangeIn | undefined;
  /** The version to publish then; absent: the newest. */
  going?: StoryVersion | undefined;
  caller?: Caller | undefined;
};

/**
 * Schedules a version of a story, the newest unless told otherwise; later versions are not published with it. A new schedule replaces the
 * former. Throws `conflict` and `rule-unmet` with all blockers at that time.
 */
export async function scheduleArticle(
  work: Work,
  story: OpenedStory,
  { at, change, going = story, caller }: Options,
): Promise<OpenedStory> {
  const { tx, now } = work;
  const { id, copyVersion } = story.row;
  const { version, groupEmbargo, origins } = going;
  const movedFrom = sectionsLeftBehind(story, going);
  const blockers = await findBlockers(tx, going, { now: at, movedFrom });
  const meant = { ...story, groupEmbargo, origins, asking: () => askingOfEither(going, story) };
  await requireAllowed(work, 'schedule', meant, { caller, blockers, goesOutAt: at });
  if (caller) requireSections(caller, [going.content.section]);
  const past = at > now ? [] : [{ pointer: '/at', detail: 'at must lie in the future' }];
  const ofRequest = await faultsOfPublishing(tx, story, going, { change }, now);
  const faults = [...past, ...ofRequest, ...blockers];
  if (faults.length > 0) throw ruleUnmet(faults);

  const { eventData } = await removeSchedule(tx, story);
  if (version !== copyVersion) await saveReferences(tx, id, 'copy', story.content, going.content);
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
