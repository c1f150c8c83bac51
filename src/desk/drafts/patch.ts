import type { Caller } from '../../access/caller.ts';
import type { Work } from '../../foundation/database/database.ts';
import { toTimestamp } from '../../foundation/clock.ts';
import { findFaults } from '../../foundation/http/request/faults.ts';
import { mergePatch } from '../../foundation/http/request/merge-patch.ts';
import { invalidRequest, ruleUnmet, type Fault } from '../../foundation/problem.ts';
import { requireAllowed } from '../actions/allowed.ts';
import { asInput } from '../stories/input/content.ts';
import { moveEmbargo } from '../release/embargo.ts';
import type { ArticlePatch } from './patch-schema.ts';
import { saveCopy } from './save.ts';
import { requireBackdating } from './source-date.ts';
import { ArticleIn, bodyFormsIn } from '../stories/schema.ts';
import type { OpenedStory } from '../stories/story.ts';

/**
 * Applies a merge patch to a story as a new version; without changes no version is saved. Throws `invalid-request` when
 * the patch makes the story invalid, and everything that `saveCopy` throws.
 */
export async function patchArticle(
  work: Work,
  story: OpenedStory,
  { caller, mends, ...patch }: ArticlePatch & { caller?: Caller | undefined; mends?: number },
): Promise<OpenedStory> {
  await requireAllowed(work, 'edit', story, { caller });
  requireBackdating(caller, patch, story.content);
  const { note, embargoUntil, ...changes } = patch;
  const { slug, ...others } = changes;
  const fields = slug === null ? others : changes;
  const before = withoutSlug(withoutWordsOf(patch, asInput(story.content)));
  const sent = bodyReplaced(fields);
  const faults = newFaults(before, sent);
  if (faults.length > 0) throw invalidRequest(faults);
  const after = await saveCopy(work, story, mergePatch(before, sent) as ArticleIn, {
    note,
    caller,
    mends,
    slugAnew: slug === null,
  });
  if (note !== undefined && after.row === story.row) {
    throw ruleUnmet([{ pointer: '/note', detail: 'note has no version to stand on: the text is as it was' }]);
  }
  return embargoUntil === undefined ? after : moveEmbargo(work, after, embargoUntil, caller);
}

/** What a patch makes wrong. What an older version of Dateline saved stays as it is, also where it is no longer taken. */
function newFaults(before: Record<string, unknown>, sent: Record<string, unknown>): Fault[] {
  const { faults } = findFaults(ArticleIn, 'body', mergePatch(onWire(before), onWire(sent)));
  if (faults.length === 0) return [];
  const stored = findFaults(ArticleIn, 'body', onWire(before)).faults;
  return faults.filter(
    (fault) => !stored.some(({ pointer, detail }) => pointer === fault.pointer && detail === fault.detail),
  );
}

/** A new lead picture does not get the captions of the former one. */
function withoutWordsOf({ leadMedia: next }: ArticlePatch, { leadMedia, ...fields }: ArticleIn) {
  const isAnother = next?.media !== undefined && next.media !== leadMedia?.media;
  return isAnother || leadMedia === undefined ? fields : { ...fields, leadMedia };
}

/** A slug is asked for only by whoever sends one: otherwise it may follow the headline. */
function withoutSlug({ slug: _, ...fields }: Record<string, unknown>) {
  return fields;
}

/** The text in any form replaces the present blocks. */
function bodyReplaced(fields: Record<string, unknown>): Record<string, unknown> {
  const isReplaced = bodyFormsIn.some((form) => fields[form] !== undefined);
  return isReplaced ? { body: null, ...fields } : fields;
}

/** The input form of the content: its times become text again. */
function onWire(fields: Record<string, unknown>): Record<string, unknown> {
  const times = (['breakingUntil', 'sourcePublishedAt'] as const).flatMap((name) =>
    typeof fields[name] === 'number' ? [[name, toTimestamp(fields[name])] as const] : [],
  );
  return { ...fields, ...Object.fromEntries(times) };
}
