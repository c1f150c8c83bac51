import type { Caller } from '../../access/caller.ts';
import type { Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { refuseWhileUsed, type WhereUsed } from '../../library/records/uses.ts';
import { removeSchedule } from '../release/remove-schedule.ts';
import { requireAllowed } from '../actions/allowed.ts';
import { saveStory, type OpenedStory } from '../stories/story.ts';

/**
 * Marks a story that was never public as deleted. It keeps its slugs, external ids and references, and can be restored.
 * Throws `conflict`, also with the places where others refer to it.
 */
export async function deleteArticle(
  work: Work,
  story: OpenedStory,
  { whereUsed, caller }: { whereUsed: WhereUsed; caller?: Caller },
): Promise<OpenedStory> {
  const { id, copyVersion } = story.row;
  // References to it are reported with their places, not as a number.
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
