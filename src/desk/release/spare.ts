import type { Caller } from '../../access/caller.ts';
import type { Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { requireLegal } from '../stories/actions.ts';
import { findStanding } from '../stories/standing.ts';
import { getArticle, saveArticle } from '../stories/store.ts';

/** Takes back a proposal to kill a story. */
export async function spareArticle(
  work: Work,
  id: string,
  { reason, caller }: { reason: string; caller?: Caller },
): Promise<void> {
  const { tx, now } = work;
  const before = await getArticle(tx, id);
  requireLegal('spare', await findStanding(tx, before), now, { caller });
  await saveArticle(tx, before, now, { killProposal: null });
  const data = { proposedBy: before.killProposal!.actor };
  await record(work, { action: 'article.spared', subject: id, reason, data });
}
