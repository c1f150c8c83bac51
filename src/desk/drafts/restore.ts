import type { Caller } from '../../access/caller.ts';
import type { Work } from '../../foundation/database/database.ts';
import { asInput } from '../stories/content.ts';
import { saveCopy } from './save.ts';
import { getArticle, getContent } from '../stories/store.ts';

/**
 * Brings back what an earlier version said, its slug too, as a new version. State, embargo and external ids stay as they
 * are; slugs taken since stay reserved. The same content makes no version.
 */
export async function restoreVersion(
  work: Work,
  id: string,
  version: number,
  caller?: Caller,
): Promise<void> {
  const { copyVersion } = await getArticle(work.tx, id);
  const { externalIds } = await getContent(work.tx, id, copyVersion);
  const content = await getContent(work.tx, id, version);
  // Whoever sends the story under an external id still means this one.
  await saveCopy(work, id, { ...asInput(content), externalIds }, { restored: version, caller });
}
