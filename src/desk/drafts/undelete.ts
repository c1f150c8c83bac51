import type { Caller } from '../../access/caller.ts';
import type { Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { requireAllowed } from '../actions/allowed.ts';
import { saveStory, type OpenedStory } from '../stories/story.ts';

/** Restores a deleted story as the draft that it was. */
export async function undeleteArticle(
  work: Work,
  story: OpenedStory,
  { caller }: { caller?: Caller } = {},
): Promise<OpenedStory> {
  await requireAllowed(work, 'undelete', story, { caller });
  const { id, copyVersion } = story.row;
  const after = await saveStory(work, story, { deletedAt: null });
  await record(work, { action: 'article.undeleted', subject: id, toVersion: copyVersion });
  return after;
}
