import type { Work } from '../../foundation/database/database.ts';
import { asInput } from './content.ts';
import { saveCopy } from './save.ts';
import { getContent } from './store.ts';

/**
 * Brings back what an earlier version said, its slug too, as a new version. State and embargo stay as they are; slugs
 * taken since stay reserved. The same content makes no version.
 */
export async function restoreVersion(work: Work, id: string, version: number): Promise<void> {
  const content = await getContent(work.tx, id, version);
  await saveCopy(work, id, asInput(content), { restored: version });
}
