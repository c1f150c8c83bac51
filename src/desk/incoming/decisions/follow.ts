import type { Caller } from '../../../access/caller.ts';
import type { Work } from '../../../foundation/database/database.ts';
import { record } from '../../../foundation/events/record.ts';
import { requireAllowed } from '../../actions/allowed.ts';
import { saveStory, type OpenedStory } from '../../stories/story.ts';
import { saveSourceState } from '../source-state.ts';
import { liftCancellations } from '../store.ts';

/**
 * Lets a story follow its sources again: later versions apply by themselves, until somebody edits it again, also those
 * of a source that has cancelled it before. What waits goes on waiting.
 */
export async function followSource(
  work: Work,
  story: OpenedStory,
  { caller }: { caller?: Caller },
): Promise<OpenedStory> {
  await requireAllowed(work, 'follow', story, { caller });
  const { id, copyVersion, source } = story.row;
  const { cancelled: _, ...followed } = source ?? { waiting: 0 };
  const after = await saveStory(work, story, { source: followed });
  await record(work, { action: 'article.followed', subject: id, toVersion: copyVersion });
  if (!source?.cancelled) return after;
  await liftCancellations(work, id);
  return saveSourceState(work.tx, after);
}
