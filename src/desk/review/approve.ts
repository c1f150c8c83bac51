import type { Caller } from '../../access/caller.ts';
import type { Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { requireAllowed } from '../actions/allowed.ts';
import { putApproval } from '../stories/approval.ts';
import { saveStory, type OpenedStory } from '../stories/story.ts';

/** Approves this version in review, and no later one. Throws `conflict` for its authors. */
export async function approveArticle(
  work: Work,
  story: OpenedStory,
  { caller }: { caller?: Caller } = {},
): Promise<OpenedStory> {
  await requireAllowed(work, 'approve', story, { caller });
  const { tx, now, actor } = work;
  const { id, copyVersion: version } = story.row;
  await putApproval(tx, { articleId: id, version, actor: actor.id, at: now });
  const after = await saveStory(work, story, { copyState: 'approved', returned: null, returnedTo: null });
  await record(work, { action: 'article.approved', subject: id, toVersion: version });
  return after;
}
