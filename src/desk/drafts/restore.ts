import type { Caller } from '../../access/caller.ts';
import type { Work } from '../../foundation/database/database.ts';
import { requireAllowed } from '../actions/allowed.ts';
import { asInput } from '../stories/input/content.ts';
import { saveCopy } from './save.ts';
import { withoutGone } from './without-gone.ts';
import { versionOf, type OpenedStory } from '../stories/story.ts';

/**
 * Saves the content and slug of an earlier version as a new one. State, embargo and external ids do not change; later
 * slugs stay reserved. References to what is gone are left out, and named in the answer. The same content saves no
 * version.
 */
export async function restoreVersion(
  work: Work,
  story: OpenedStory,
  { version, caller }: { version: number; caller?: Caller },
): Promise<OpenedStory> {
  await requireAllowed(work, 'restore', story, { caller });
  const old = await versionOf(work.tx, story, version);
  const { content, leftOut } = withoutGone(story.row.id, old.content, await old.embedded());
  const { externalIds } = story.content;
  // Sources that know the story by an external id must still find it.
  const input = { ...asInput(content), externalIds };
  const restored = { version, content, leftOut: leftOut.map(({ detail }) => detail) };
  const after = await saveCopy(work, story, input, { restored, caller });
  return { ...after, notes: leftOut };
}
