import type { Caller } from '../../access/caller.ts';
import type { Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { requireAllowed } from '../actions/allowed.ts';
import { saveStory, type OpenedStory } from '../stories/story.ts';

/** Submits a draft for review. */
export async function submitArticle(
  work: Work,
  story: OpenedStory,
  { caller }: { caller?: Caller } = {},
): Promise<OpenedStory> {
  await requireAllowed(work, 'submit', story, { caller });
  const { id, copyVersion } = story.row;
  const after = await saveStory(work, story, { copyState: 'review' });
  await record(work, { action: 'article.submitted', subject: id, toVersion: copyVersion });
  return after;
}
