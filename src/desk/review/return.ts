import type { Caller } from '../../access/caller.ts';
import type { Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { requireAllowed } from '../actions/allowed.ts';
import { removeApproval } from '../stories/approval.ts';
import { saveStory, type OpenedStory } from '../stories/story.ts';

/** Returns a copy to draft and removes its approval. */
export async function returnArticle(
  work: Work,
  story: OpenedStory,
  { reason, caller }: { reason: string; caller?: Caller },
): Promise<OpenedStory> {
  await requireAllowed(work, 'return', story, { caller });
  const { id, copyVersion, copyState } = story.row;
  await removeApproval(work.tx, id, copyVersion);
  const after = await saveStory(work, story, { copyState: 'draft' });
  await record(work, {
    action: 'article.returned',
    subject: id,
    fromVersion: copyVersion,
    reason,
    data: { from: copyState },
  });
  return after;
}
