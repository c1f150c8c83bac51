import type { Caller } from '../../access/caller.ts';
import type { Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { requireLegal } from '../stories/actions.ts';
import { putApproval } from '../stories/approval.ts';
import { findStanding } from '../stories/standing.ts';
import { getArticle, saveArticle } from '../stories/store.ts';

/** Approves the copy in review: that version, and none after it. Throws `conflict` for whoever wrote in it. */
export async function approveArticle(work: Work, id: string, caller?: Caller): Promise<void> {
  const { tx, now, actor } = work;
  const before = await getArticle(tx, id);
  requireLegal('approve', await findStanding(tx, before), now, { caller, by: actor.id });
  await putApproval(tx, { articleId: id, version: before.copyVersion, actor: actor.id, at: now });
  await saveArticle(tx, before, now, { copyState: 'approved' });
  await record(work, { action: 'article.approved', subject: id, toVersion: before.copyVersion });
}
