import type { Caller } from '../../access/caller.ts';
import { requireSections } from '../../access/section-limit.ts';
import type { Db, Work } from '../../foundation/database/database.ts';
import { toTimestamp } from '../../foundation/clock.ts';
import { record } from '../../foundation/events/record.ts';
import { ruleUnmet, type Fault } from '../../foundation/problem.ts';
import { isSameToReaders } from '../../edition/articles/content.ts';
import { findNamedStories, type LiveHeadline } from '../../edition/articles/find.ts';
import { putLive, type Former } from '../../edition/publication/put.ts';
import { insertCorrection } from '../../edition/corrections/store.ts';
import { removeSchedule } from './remove-schedule.ts';
import { requireAllowed } from '../actions/allowed.ts';
import { findBlockers } from '../preflight/check.ts';
import { addReferences, saveReferences } from '../stories/references.ts';
import type { ChangeIn } from '../stories/schema.ts';
import { saveStory, versionOf, type OpenedStory } from '../stories/story.ts';
import type { ArticleRow } from '../stories/table.ts';

type Options = {
  /** The change: required from the second publication on. */
  change?: ChangeIn | undefined;
  /** A first publication in the past (UTC milliseconds): for archives and imports. */
  publishedAt?: number | undefined;
  caller?: Caller | undefined;
  /** The scheduled version and its time (UTC milliseconds); absent: the newest, now. */
  scheduled?: { version: number; at: number } | undefined;
};

/**
 * Publishes the newest or the scheduled version of a story, and removes its schedule. Throws `conflict` and
 * `rule-unmet` with all blockers.
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
  // The scheduled version may belong to another group of translations than the newest one.
  const { groupEmbargo } = going;
  await requireAllowed(work, 'publish', { ...story, groupEmbargo }, { caller, blockers });
  if (caller) requireSections(caller, [content.section]);
  const faults = [...faultsOf(before, change, publishedAt, now), ...blockers];
  if (faults.length > 0) throw ruleUnmet(faults);

  const firstAt = before.publishedAt ?? publishedAt ?? now;
  const updatedAt =
    before.publicUpdatedAt === null ? firstAt : change?.kind === 'refile' ? before.publicUpdatedAt : now;
  const former = formerOf(before);
  const standIn = await standInOf(tx, before);
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
    copyDiffers: !isSameToReaders(story.content, content),
    substituteId: null,
    returned: null,
    returnedTo: null,
    // A published copy needs no review any more, but it does not become approved.
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
      ...(standIn && { standIn: standIn.id }),
      ...(scheduled ? { scheduled: { at: toTimestamp(scheduled.at) } } : eventData),
    },
  });
  return after;
}

/** The story that readers are shown in place of a consolidated one. */
async function standInOf(db: Db, { id, publication }: ArticleRow): Promise<LiveHeadline | undefined> {
  if (publication !== 'consolidated') return undefined;
  return (await findNamedStories(db, { ids: [id] })).headlines.get(id);
}

/** The present publication of a story. */
function formerOf({ publication }: ArticleRow): Former {
  if (publication === 'live') return 'live';
  return publication === 'none' ? 'nothing' : 'tombstone';
}

/** The faults of the request; faults of the story are its blockers. */
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
