import type { Caller } from '../../access/caller.ts';
import type { Work } from '../../foundation/database/database.ts';
import { toTimestamp } from '../../foundation/clock.ts';
import { record } from '../../foundation/events/record.ts';
import { ruleUnmet, type Fault } from '../../foundation/problem.ts';
import { putLive, type Former } from '../../edition/publication/put.ts';
import { insertCorrection } from '../../edition/corrections/store.ts';
import { removeSchedule } from './remove-schedule.ts';
import { requireAllowed } from '../stories/allowed.ts';
import { findBlockers } from '../preflight/check.ts';
import { addReferences, saveReferences } from '../stories/references.ts';
import type { ChangeIn } from '../stories/schema.ts';
import { saveStory, versionOf, type OpenedStory } from '../stories/story.ts';
import type { ArticleRow } from '../stories/table.ts';

type Options = {
  /** What changed: asked for from the second publication on. */
  change?: ChangeIn | undefined;
  /** A first publication that lies in the past (UTC milliseconds): for archives and imports. */
  publishedAt?: number | undefined;
  caller?: Caller | undefined;
  /** The version that goes out by itself, and its moment (UTC milliseconds); absent: the newest, now. */
  scheduled?: { version: number; at: number } | undefined;
};

/**
 * Puts a story's newest version, or the one that was scheduled, before the public, and takes it off the schedule. Throws
 * `conflict` and `rule-unmet`, naming all that stands in the way.
 */
export async function publishArticle(
  work: Work,
  story: OpenedStory,
  { change, publishedAt, caller, scheduled }: Options = {},
): Promise<OpenedStory> {
  const { tx, now } = work;
  const { row: before } = story;
  const { id } = before;
  const going = await versionOf(tx, story, scheduled?.version ?? before.copyVersion);
  const { version, content } = going;
  const { pictures } = await going.embedded();
  const blockers = await findBlockers(tx, going, { now });
  // A version that was scheduled may translate another story than the newest does.
  const { originalEmbargo } = going;
  await requireAllowed(work, 'publish', { ...story, originalEmbargo }, { caller, blockers });
  const faults = [...faultsOf(before, change, publishedAt, now), ...blockers];
  if (faults.length > 0) throw ruleUnmet(faults);

  const firstAt = before.publishedAt ?? publishedAt ?? now;
  const updatedAt =
    before.publicUpdatedAt === null ? firstAt : change?.kind === 'refile' ? before.publicUpdatedAt : now;
  const former = formerOf(before);
  await putLive(work, { id, version, content, publishedAt: firstAt, updatedAt }, { former, pictures });
  await (former === 'live' ? saveReferences : addReferences)(tx, id, 'live', content);
  if (change)
    await insertCorrection(tx, {
      articleId: id,
      version,
      at: now,
      kind: change.kind,
      text: change.text,
      material: change.material ?? false,
    });
  const { columns, eventData } = await removeSchedule(tx, story);
  const after = await saveStory(work, story, {
    ...columns,
    publication: 'live',
    publishedVersion: version,
    publishedAt: firstAt,
    publicUpdatedAt: updatedAt,
    substituteId: null,
    // It is out: nobody need look at it any more. What was not approved does not count as that now.
    ...(version === before.copyVersion && before.copyState === 'review' && { copyState: 'draft' }),
  });
  await record(work, {
    action: 'article.published',
    subject: id,
    ...(before.publishedVersion === null ? {} : { fromVersion: before.publishedVersion }),
    toVersion: version,
    data: {
      ...(change && { change: { ...change, material: change.material ?? false } }),
      ...(publishedAt === undefined ? {} : { publishedAt: toTimestamp(publishedAt) }),
      ...(scheduled ? { scheduled: { at: toTimestamp(scheduled.at) } } : eventData),
    },
  });
  return after;
}

/** What the public has of a story until now. */
function formerOf({ publication }: ArticleRow): Former {
  if (publication === 'live') return 'live';
  return publication === 'none' ? 'nothing' : 'tombstone';
}

/** What is wrong with what was asked for; what is wrong with the story itself are its blockers. */
export function faultsOf(
  before: ArticleRow,
  change: ChangeIn | undefined,
  publishedAt: number | undefined,
  now: number,
): Fault[] {
  const first = before.publishedAt === null;
  const faults: Fault[] = [];
  if (first && change)
    faults.push({ pointer: '/change', detail: 'change must be absent: the story was never published' });
  if (!first && !change)
    faults.push({ pointer: '/change', detail: 'change is required: the story was published before' });
  if (!first && publishedAt !== undefined) {
    faults.push({
      pointer: '/publishedAt',
      detail: 'publishedAt cannot move: the story was published before',
    });
  }
  if (publishedAt !== undefined && publishedAt > now)
    faults.push({ pointer: '/publishedAt', detail: 'publishedAt must lie in the past' });
  return faults;
}
