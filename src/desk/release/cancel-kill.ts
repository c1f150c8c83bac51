import type { Caller } from '../../access/caller.ts';
import type { Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { requireAllowed } from '../actions/allowed.ts';
import { saveStory, type OpenedStory } from '../stories/story.ts';

/** Cancels a proposal to kill a story. */
export async function cancelKill(
  work: Work,
  story: OpenedStory,
  { reason, caller }: { reason: string; caller?: Caller },
): Promise<OpenedStory> {
  await requireAllowed(work, 'cancelKill', story, { caller });
  const { id, killProposal } = story.row;
  const after = await saveStory(work, story, { killProposal: null });
  const data = { proposedBy: killProposal!.actor };
  await record(work, { action: 'article.killCancelled', subject: id, reason, data });
  return after;
}
