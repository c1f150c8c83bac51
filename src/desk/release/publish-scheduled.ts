import type { Work } from '../../foundation/database/database.ts';
import { publishArticle } from './publish.ts';
import { loadStory } from '../stories/story.ts';
import type { ArticleRow } from '../stories/table.ts';

/**
 * Publishes the version that a story's schedule names, when its moment has come; nothing when another process was first
 * or the desk has changed its mind. Throws what publishing throws.
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

/** Whether a schedule stands whose moment has come. */
export function isToGoOut({ scheduledAt, scheduleFailure }: ArticleRow, now: number): boolean {
  return scheduledAt !== null && scheduledAt <= now && scheduleFailure === null;
}
