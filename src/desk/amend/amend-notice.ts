import type { Caller } from '../../access/caller.ts';
import type { Db, Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { omitAbsent } from '../../foundation/omit-absent.ts';
import { ruleUnmet } from '../../foundation/problem.ts';
import { recordChanges } from '../../foundation/changes/record.ts';
import { factsOfRemoved, storyRemoved } from '../../edition/publication/story-change.ts';
import { updateTombstone } from '../../edition/tombstones/store.ts';
import { requireAllowed } from '../actions/allowed.ts';
import { getOther } from '../release/substitute.ts';
import { saveStory, type OpenedStory } from '../stories/story.ts';
import type { ArticleRow } from '../stories/table.ts';

type Amending = {
  reason: string;
  /** Null takes it back. */
  notice?: string | null | undefined;
  /** The story to read instead of a killed one, by id or slug; null for none. */
  substitute?: string | null | undefined;
  caller?: Caller;
};

/**
 * Corrects what readers are told in place of a withdrawn or killed story. The same words change nothing. Throws
 * `conflict`, `unknown-reference`, `rule-unmet`.
 */
export async function amendNotice(
  work: Work,
  story: OpenedStory,
  { reason, notice, substitute, caller }: Amending,
): Promise<OpenedStory> {
  await requireAllowed(work, 'amendNotice', story, { caller });
  const { tx } = work;
  const { id } = story.row;
  const before = (await story.tombstone())!;
  const after = {
    notice: notice === undefined ? before.notice : notice,
    substituteId:
      substitute === undefined ? before.substituteId : await substituteOf(tx, story.row, substitute, caller),
  };
  if (after.notice === before.notice && after.substituteId === before.substituteId) return story;
  await updateTombstone(tx, id, after);
  await recordChanges(work, storyRemoved(factsOfRemoved(story.row, before), before));
  const amended = await saveStory(work, story, { substituteId: after.substituteId });
  await record(work, {
    action: 'article.noticeAmended',
    subject: id,
    reason,
    data: { ...toldOf(after), before: toldOf(before) },
  });
  return amended;
}

async function substituteOf(
  db: Db,
  story: ArticleRow,
  reference: string | null,
  caller: Caller | undefined,
): Promise<string | null> {
  const pointer = '/substitute';
  if (story.publication !== 'killed')
    throw ruleUnmet([{ pointer, detail: 'Only a killed story has a substitute; consolidate this one.' }]);
  if (reference === null) return null;
  return (await getOther(db, story, { reference, pointer, caller })).id;
}

function toldOf({ notice, substituteId }: { notice: string | null; substituteId: string | null }) {
  return omitAbsent({ notice, substitute: substituteId });
}
