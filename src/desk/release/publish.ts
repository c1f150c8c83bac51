import type { Caller } from '../../access/caller.ts';
import { requireSections } from '../../access/section-limit.ts';
import type { Db, Work } from '../../foundation/database/database.ts';
import { toTimestamp } from '../../foundation/clock.ts';
import { record } from '../../foundation/events/record.ts';
import { ruleUnmet } from '../../foundation/problem.ts';
import { isSameToReaders, type ArticleContent } from '../../edition/articles/content.ts';
import { findNamedStories, type LiveHeadline } from '../../edition/articles/find.ts';
import { putLive, type Former } from '../../edition/publication/put.ts';
import { insertCorrection } from '../../edition/corrections/store.ts';
import { faultsOfPublishing } from './publish-faults.ts';
import { removeSchedule } from './remove-schedule.ts';
import { requireAllowed } from '../actions/allowed.ts';
import { findBlockers, sectionsLeftBehind } from '../preflight/check.ts';
import { findMendsMissing } from '../preflight/mended.ts';
import { findLiveNaming } from '../stories/live-naming.ts';
import { addReferences, saveReferences } from '../stories/references.ts';
import type { ChangeIn } from '../stories/schema.ts';
import { askingOfEither } from '../stories/asking.ts';
import { saveStory, versionOf, type OpenedStory, type StoryVersion } from '../stories/story.ts';
import type { ArticleRow } from '../stories/table.ts';

type Options = {
  /** The change: required from the second publication on. */
  change?: ChangeIn | undefined;
  /** The id of the correction; absent: a new one. */
  correctionId?: string | undefined;
  /** A first publication in the past (UTC milliseconds): for archives and imports. */
  publishedAt?: number | undefined;
  caller?: Caller | undefined;
  /** The version to publish; absent: the newest. */
  going?: StoryVersion | undefined;
  /** The scheduled version and its time (UTC milliseconds). */
  scheduled?: { version: number; at: number } | undefined;
  /** Leaves a schedule as it is. */
  keepsSchedule?: boolean;
};

/**
 * Publishes a version of a story, the newest unless told otherwise, and removes its schedule. Throws `conflict` and
 * `rule-unmet` with all blockers.
 */
export async function publishArticle(
  work: Work,
  story: OpenedStory,
  options: Options = {},
): Promise<OpenedStory> {
  const { change, caller, scheduled, keepsSchedule = false } = options;
  const { tx, now } = work;
  const { row: before } = story;
  const { id } = before;
  const going = options.going ?? (await versionOf(tx, story, scheduled?.version ?? before.copyVersion));
  const { version, content } = going;
  const [{ pictures }, namedIn] = await Promise.all([
    going.embedded(),
    findLiveNaming(tx, { id, original: content.translationOf ?? id, slug: content.slug }),
    ...[going.groupEmbargo(), going.isSlugTaken()],
  ]);
  const movedFrom = sectionsLeftBehind(story, going);
  const blockers = await findBlockers(tx, going, { now, movedFrom });
  // An older version may belong to another group of translations than the newest one.
  const { groupEmbargo, origins } = going;
  const meant = { ...story, groupEmbargo, origins, asking: () => askingOfEither(going, story) };
  await requireAllowed(work, 'publish', meant, { caller, blockers });
  if (caller) requireSections(caller, [content.section]);
  const publishedAt =
    options.publishedAt ?? (scheduled ? undefined : sourceDateOf(work, before, content, caller));
  const asked = { change, publishedAt };
  const faults = [...(await faultsOfPublishing(tx, story, going, asked, now)), ...blockers];
  if (faults.length > 0) throw ruleUnmet(faults);

  const mendsMissing = keepsSchedule ? [] : await findMendsMissing(tx, going);
  const firstAt = before.publishedAt ?? publishedAt ?? now;
  const updatedAt =
    before.publicUpdatedAt === null
      ? firstAt
      : change?.kind === 'refile'
        ? before.publicUpdatedAt
        : Math.max(firstAt, now);
  const former = formerOf(before);
  const material = former !== 'live' || change?.material === true;
  const standIn = await standInOf(tx, before);
  const { expiresAt } = before;
  const publication = { id, version, content, publishedAt: firstAt, updatedAt, expiresAt };
  await putLive(work, publication, { former, pictures, namedIn, material });
  await (former === 'live' ? saveReferences : addReferences)(tx, id, 'live', content);
  if (change)
    await insertCorrection(
      work,
      {
        ...(options.correctionId !== undefined && { id: options.correctionId }),
        articleId: id,
        version,
        at: now,
        kind: change.kind,
        text: change.text,
        material: change.material ?? false,
      },
      { locale: content.locale, sectionId: content.section ?? null, agencyId: content.agency ?? null },
    );
  const { columns, eventData } = keepsSchedule
    ? { columns: {}, eventData: {} }
    : await removeSchedule(tx, story);
  const after = await saveStory(work, story, {
    ...columns,
    publication: 'live',
    publishedVersion: version,
    publishedAt: firstAt,
    publicUpdatedAt: updatedAt,
    copyDiffers: !isSameToReaders(story.content, content),
    mended: null,
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
      ...(mendsMissing.length > 0 && { mendsMissing }),
      ...(standIn && { standIn: standIn.id }),
      ...(scheduled ? { scheduled: { at: toTimestamp(scheduled.at) } } : eventData),
    },
  });
  return { ...after, mendsMissing };
}

/** The date that a story has at its source: it is the first publication, where the caller may date one. */
function sourceDateOf(
  { now }: Work,
  { publishedAt }: ArticleRow,
  { sourcePublishedAt: at }: ArticleContent,
  caller: Caller | undefined,
): number | undefined {
  if (publishedAt !== null || at === undefined || at > now) return undefined;
  return caller?.scopes.has('articles:backdate') ? at : undefined;
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
