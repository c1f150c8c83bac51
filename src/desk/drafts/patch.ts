import type { Caller } from '../../access/caller.ts';
import type { Work } from '../../foundation/database/database.ts';
import { toTimestamp } from '../../foundation/clock.ts';
import { findFaults } from '../../foundation/http/request/faults.ts';
import { mergePatch } from '../../foundation/http/request/merge-patch.ts';
import { invalidRequest, ruleUnmet } from '../../foundation/problem.ts';
import { requireAllowed } from '../stories/allowed.ts';
import { asInput } from '../stories/content.ts';
import { moveEmbargo } from '../release/embargo.ts';
import type { ArticlePatch } from './patch-schema.ts';
import { saveCopy } from './save.ts';
import { ArticleIn, bodyFormsIn } from '../stories/schema.ts';
import type { OpenedStory } from '../stories/story.ts';

/**
 * Changes what a patch names of a story, as a new version, and leaves the rest. One that changes nothing makes no
 * version. Throws `invalid-request` when what comes out is no story any more, and all that saving throws.
 */
export async function patchArticle(
  work: Work,
  story: OpenedStory,
  { caller, ...patch }: ArticlePatch & { caller?: Caller },
): Promise<OpenedStory> {
  await requireAllowed(work, 'edit', story, { caller });
  const { note, embargoUntil, ...fields } = patch;
  const merged = mergePatch(
    onWire(withoutWordsOf(patch, asInput(story.content))),
    bodyReplaced(onWire(fields)),
  );
  const { faults, value } = findFaults(ArticleIn, 'body', merged);
  if (faults.length > 0) throw invalidRequest(faults);
  const after = await saveCopy(work, story, value as ArticleIn, { note, caller });
  if (note !== undefined && after.row === story.row) {
    throw ruleUnmet([{ pointer: '/note', detail: 'note has no version to stand on: the text is as it was' }]);
  }
  return embargoUntil === undefined ? after : moveEmbargo(work, after, embargoUntil);
}

/** The words of one picture are not those of another: with another lead picture, those of the former go. */
function withoutWordsOf({ leadMedia: next }: ArticlePatch, { leadMedia, ...fields }: ArticleIn) {
  const isAnother = next?.media !== undefined && next.media !== leadMedia?.media;
  return isAnother || leadMedia === undefined ? fields : { ...fields, leadMedia };
}

/** Any form of the text takes the place of the blocks that are there. */
function bodyReplaced(fields: Record<string, unknown>): Record<string, unknown> {
  const isReplaced = bodyFormsIn.some((form) => fields[form] !== undefined);
  return isReplaced ? { body: null, ...fields } : fields;
}

/** The one moment in it as text, as it is sent. */
function onWire({ breakingUntil, ...fields }: Record<string, unknown>): Record<string, unknown> {
  if (breakingUntil === undefined) return fields;
  return {
    ...fields,
    breakingUntil: typeof breakingUntil === 'number' ? toTimestamp(breakingUntil) : breakingUntil,
  };
}
