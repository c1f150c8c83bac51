import type { Caller } from '../../access/caller.ts';
import type { Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { removeLive } from '../../edition/articles/remove.ts';
import { offSchedule } from './off-schedule.ts';
import { requireLegal } from '../stories/actions.ts';
import { saveReferences } from '../stories/references.ts';
import { findStanding } from '../stories/standing.ts';
import { getArticle, saveArticle } from '../stories/store.ts';
import { getOther } from './substitute.ts';
import type { ArticleRow } from '../stories/table.ts';

type Killing = {
  reason: string;
  notice: string;
  /** The story to read instead, by id or slug. */
  substitute?: string | undefined;
  /** Whether a kill takes two: the first actor's only proposes it, and the words of the second are what is said. */
  needsTwo?: boolean;
  caller?: Caller;
};

/**
 * Kills a story for good, in whatever state it is. Where the public had it, its addresses answer 410 with the notice and
 * nothing else of it; what was never public stays unheard of. No later move is legal. Throws `conflict`,
 * `unknown-reference`, `rule-unmet`.
 */
export async function killArticle(work: Work, id: string, killing: Killing): Promise<void> {
  const { tx, now, actor } = work;
  const { reason, notice, substitute, needsTwo = false, caller } = killing;
  const before = await getArticle(tx, id);
  requireLegal('kill', await findStanding(tx, before), now, { caller, by: actor.id });
  const other =
    substitute === undefined
      ? undefined
      : await getOther(tx, before, { reference: substitute, pointer: '/substitute', caller });
  const said = { notice, ...(other && { substitute: other.id }) };
  const { publication, killProposal } = before;

  if (needsTwo && killProposal === null) {
    const proposal = { actor: actor.id, at: now, reason, notice, ...(other && { substituteId: other.id }) };
    await saveArticle(tx, before, now, { killProposal: proposal });
    await record(work, { action: 'article.killProposed', subject: id, reason, data: said });
    return;
  }

  const substituteId = other?.id ?? null;
  // What was unpublished, or never out, is to the public as if it had never been: no tombstone tells of it.
  if (publication !== 'none')
    await removeLive(work, id, { state: 'killed', at: now, headline: null, notice, substituteId });
  await saveReferences(tx, id, 'live');
  const { columns, tells } = await offSchedule(tx, before);
  await saveArticle(tx, before, now, { ...ended, ...columns, publication: 'killed', substituteId });
  await record(work, {
    action: 'article.killed',
    subject: id,
    fromVersion: publication === 'live' ? before.publishedVersion! : before.copyVersion,
    reason,
    data: { ...said, ...(killProposal && { proposedBy: killProposal.actor }), ...tells },
  });
}

/** What was still to come of a story, and where else it waited. */
const ended = {
  copyState: 'draft',
  embargoUntil: null,
  expiresAt: null,
  killProposal: null,
  deletedAt: null,
} satisfies Partial<ArticleRow>;
