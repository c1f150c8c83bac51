import type { Work } from '../../foundation/database/database.ts';
import { publishArticle } from './publish.ts';
import { loadStory } from '../stories/story.ts';
import type { ArticleRow } from '../stories/table.ts';

/**
 * Publishes the scheduled version of a story when it is due; does nothing if another process was first or the schedule
 * was changed. Throws what publishing throws.
 */
export async function publishScheduled(work: Work, id: string): Promise<void> {
  const story = await loadStory(work.tx, id);
  if (!isToGoOut(story.row, work.now)) return;
  const { scheduledVersion: version, scheduledAt: at, scheduledChange } = story.row;
  await publishArticle(work, story, {
    change: scheduledChange ?? undefined,
    scheduled: { version: version!, at: at! },
  });
}

/** Whether the story has a schedule that is due. */
export function isToGoOut({ scheduledAt, scheduleFailure }: ArticleRow, now: number): boolean {
  return scheduledAt !== null && scheduledAt <= now && scheduleFailure === null;
}
