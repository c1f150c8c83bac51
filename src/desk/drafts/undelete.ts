import type { Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { requireLegal } from '../stories/actions.ts';
import { getArticle, saveArticle } from '../stories/store.ts';

/** Brings a deleted story back as it was: a draft. */
export async function undeleteArticle(work: Work, id: string): Promise<void> {
  const { tx, now } = work;
  const before = await getArticle(tx, id);
  requireLegal('undelete', before, now);
  await saveArticle(tx, before, now, { deletedAt: null });
  await record(work, { action: 'article.undeleted', subject: id, toVersion: before.copyVersion });
}
