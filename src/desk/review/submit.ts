import type { Caller } from '../../access/caller.ts';
import type { Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { requireLegal } from '../stories/actions.ts';
import { findStanding } from '../stories/standing.ts';
import { getArticle, saveArticle } from '../stories/store.ts';

/** Hands a draft over for review. */
export async function submitArticle(work: Work, id: string, caller?: Caller): Promise<void> {
  const { tx, now } = work;
  const before = await getArticle(tx, id);
  requireLegal('submit', await findStanding(tx, before), now, { caller });
  await saveArticle(tx, before, now, { copyState: 'review' });
  await record(work, { action: 'article.submitted', subject: id, toVersion: before.copyVersion });
}
