import type { Caller } from '../../access/caller.ts';
import type { Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { offSchedule } from '../release/off-schedule.ts';
import { requireAllowed } from '../stories/allowed.ts';
import { saveStory, type OpenedStory } from '../stories/story.ts';

/** Puts away a story that was never public. It keeps its slugs, its external ids and all that it names, and can be brought back. */
export async function deleteArticle(
  work: Work,
  story: OpenedStory,
  { caller }: { caller?: Caller } = {},
): Promise<OpenedStory> {
  await requireAllowed(work, 'delete', story, { caller });
  const { id, copyVersion } = story.row;
  const { columns, tells } = await offSchedule(work.tx, story);
  const after = await saveStory(work, story, { deletedAt: work.now, ...columns });
  await record(work, { action: 'article.deleted', subject: id, fromVersion: copyVersion, data: tells });
  return after;
}
