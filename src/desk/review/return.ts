import type { Caller } from '../../access/caller.ts';
import type { Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { requireLegal } from '../stories/actions.ts';
import { removeApproval } from '../stories/approval.ts';
import { findStanding } from '../stories/standing.ts';
import { getArticle, saveArticle } from '../stories/store.ts';

/** Gives a copy back to its authors, as a draft; an approval of it stands no longer. */
export async function returnArticle(
  work: Work,
  id: string,
  { reason, caller }: { reason: string; caller?: Caller },
): Promise<void> {
  const { tx, now } = work;
  const before = await getArticle(tx, id);
  requireLegal('return', await findStanding(tx, before), now, { caller });
  await removeApproval(tx, id, before.copyVersion);
  await saveArticle(tx, before, now, { copyState: 'draft' });
  await record(work, {
    action: 'article.returned',
    subject: id,
    fromVersion: before.copyVersion,
    reason,
    data: { from: before.copyState },
  });
}
