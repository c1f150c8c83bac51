import type { Caller } from '../../access/caller.ts';
import type { Work } from '../../foundation/database/database.ts';
import { requireAllowed } from '../stories/allowed.ts';
import { asInput } from '../stories/content.ts';
import { saveCopy } from './save.ts';
import { versionOf, type OpenedStory } from '../stories/story.ts';

/**
 * Brings back what an earlier version said, its slug too, as a new version. State, embargo and external ids stay as they
 * are; slugs taken since stay reserved. The same content makes no version.
 */
export async function restoreVersion(
  work: Work,
  story: OpenedStory,
  { version, caller }: { version: number; caller?: Caller },
): Promise<OpenedStory> {
  await requireAllowed(work, 'restore', story, { caller });
  const { content } = await versionOf(work.tx, story, version);
  const { externalIds } = story.content;
  // Whoever sends the story under an external id still means this one.
  return saveCopy(work, story, { ...asInput(content), externalIds }, { restored: version, caller });
}
