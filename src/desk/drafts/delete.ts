import type { Caller } from '../../access/caller.ts';
import type { Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { refuseWhileUsed, type WhereUsed } from '../../library/records/uses.ts';
import { removeSchedule } from '../release/remove-schedule.ts';
import { requireAllowed } from '../stories/allowed.ts';
import { saveStory, type OpenedStory } from '../stories/story.ts';

/**
 * Puts away a story that was never public. It keeps its slugs, its external ids and all that it names, and can be brought
 * back. Throws `conflict`, also while others name it, and says where.
 */
export async function deleteArticle(
  work: Work,
  story: OpenedStory,
  { whereUsed, caller }: { whereUsed: WhereUsed; caller?: Caller },
): Promise<OpenedStory> {
  const { id, copyVersion } = story.row;
  // That others name it is told by the places, not by their number.
  await requireAllowed(work, 'delete', { ...story, namedBy: async () => 0 }, { caller });
  const uses = await whereUsed(work.tx, 'article', id);
  refuseWhileUsed(
    'article',
    uses.filter((use) => use.id !== id),
  );
  const { columns, eventData } = await removeSchedule(work.tx, story);
  const after = await saveStory(work, story, { deletedAt: work.now, ...columns });
  await record(work, { action: 'article.deleted', subject: id, fromVersion: copyVersion, data: eventData });
  return after;
}
