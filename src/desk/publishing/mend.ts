import type { Caller } from '../../access/caller.ts';
import type { Work } from '../../foundation/database/database.ts';
import { ruleUnmet } from '../../foundation/problem.ts';
import { requireAllowed } from '../actions/allowed.ts';
import { changedToReaders, type ArticleContent } from '../../edition/articles/content.ts';
import type { ArticlePatch } from '../drafts/patch-schema.ts';
import { patchArticle } from '../drafts/patch.ts';
import { saveVersion } from '../drafts/save-version.ts';
import { publishArticle } from '../release/publish.ts';
import { setAside } from '../release/set-aside.ts';
import { copyApproval } from '../stories/approval.ts';
import type { ChangeIn } from '../stories/schema.ts';
import { openedWith, versionOf, type OpenedStory } from '../stories/story.ts';
import { placedUnder } from './choose.ts';

type Mending = {
  patch: ArticlePatch;
  change?: ChangeIn | undefined;
  publishedAt?: number | undefined;
  caller?: Caller | undefined;
};

/** A story after a mend of its live version, and the fields that changed to readers. */
export type Mended = OpenedStory & { liveChanged: string[] };

/** What waits in the copy, and all whose changes in it nobody has approved. */
type Rewrite = { story: OpenedStory; authors: string[] };

/**
 * Patches the live version, publishes that, and saves the waiting rewrite again as the newest version, with its state,
 * approval and schedule. Throws what saving and publishing throw, and `rule-unmet` for a story that is not live.
 */
export async function publishMend(
  work: Work,
  story: OpenedStory,
  { patch, ...asked }: Mending,
): Promise<Mended> {
  // Before anything is saved, which would count the mend among the changes of the rewrite.
  const rewrite = story.row.copyDiffers ? { story, authors: await story.authors() } : undefined;
  const { based, going, isSaved } = await patchLive(work, story, { patch, caller: asked.caller });
  // Without a new version what is live is published again, with its note.
  const published = await publishArticle(work, isSaved ? going : story, {
    ...asked,
    going,
    keepsSchedule: true,
  });
  const liveChanged = changedToReaders(based.content, going.content);
  const after = isSaved && rewrite ? await saveAgain(work, published, rewrite, liveChanged) : published;
  const undone = await undoneBySchedule(work, after, { before: based.content, live: going.content });
  const left = undone.length > 0 ? await setAside(work, after, undone.map(sayUndone)) : after;
  return { ...left, liveChanged };
}

/** The fields that the scheduled version would bring back as they were before the mend, as far as one can tell. */
async function undoneBySchedule(
  { tx }: Work,
  story: OpenedStory,
  { before, live }: { before: ArticleContent; live: ArticleContent },
): Promise<string[]> {
  const { scheduledVersion, scheduleFailure } = story.row;
  if (scheduledVersion === null || scheduleFailure !== null) return [];
  const { content } = await versionOf(tx, story, scheduledVersion);
  const lacking = new Set(changedToReaders(content, live));
  const rewritten = new Set(changedToReaders(content, before));
  // A text of its own in place of the mended one does not bring the mistake back; of lists and bodies nobody can tell.
  return changedToReaders(before, live).filter(
    (field) =>
      lacking.has(field) &&
      (!rewritten.has(field) || typeof content[field as keyof ArticleContent] === 'object'),
  );
}

function sayUndone(field: string) {
  const detail = `${field} was mended in the live text since, and the scheduled version does not have the mend: schedule it again.`;
  return { pointer: `/${field}`, detail };
}

type Patched = { based: OpenedStory; going: OpenedStory; isSaved: boolean };

/** Saves a patch of the live version as a new version. Throws what saving throws, and `rule-unmet` for a story that is not live. */
export async function patchLive(
  work: Work,
  story: OpenedStory,
  { patch, caller }: Pick<Mending, 'patch' | 'caller'>,
): Promise<Patched> {
  await requireAllowed(work, 'edit', story, { caller });
  const { row } = story;
  if (row.publication !== 'live')
    throw ruleUnmet([{ pointer: '/base', detail: 'base cannot be live: the story is not live' }]);
  const based = row.copyDiffers ? await openLive(work, story) : story;
  const patching = { ...patch, caller, ...(row.copyDiffers && { mends: based.version }) };
  const patched = await placedUnder('/patch', () => patchArticle(work, based, patching));
  const isSaved = patched.row !== row;
  return { based, going: isSaved ? patched : based, isSaved };
}

/** The story with its live version in place of the newest; the names under which sources send it stay. */
async function openLive({ tx }: Work, story: OpenedStory): Promise<OpenedStory> {
  const { row, content } = story;
  const live = await versionOf(tx, story, row.publishedVersion!);
  const { externalIds } = content;
  return { ...openedWith(tx, row, { ...live.content, externalIds }), version: live.version };
}

/** Saves a rewrite again as it was: its author, state, approval and schedule stay with it. */
async function saveAgain(
  work: Work,
  after: OpenedStory,
  { story, authors }: Rewrite,
  liveChanged: string[],
): Promise<OpenedStory> {
  const { content, version, row } = story;
  const { id, savedBy, copyState, scheduledVersion } = row;
  const mended = [...new Set([...(row.mended ?? []), ...liveChanged])];
  const next = after.row.copyVersion + 1;
  await copyApproval(work.tx, id, version, next);
  // The ids of elsewhere belong to the story, not to a version: what the mend gave or took stays.
  const { externalIds } = after.content;
  const said = { content: { ...content, externalIds }, embedded: await story.embedded() };
  const columns = { copyState, mended, ...(scheduledVersion === version && { scheduledVersion: next }) };
  return saveVersion(work, after, said, { restored: version, kept: { actor: savedBy, authors, columns } });
}
