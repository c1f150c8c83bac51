/** The rules for killing a story, cancelling a proposed kill and breaking an embargo. Pure. */
import type { ArticleRow } from '../stories/table.ts';

/** Why an actor cannot kill a story: the proposer cannot be the second of two. */
export function refuseKill(
  { killProposal }: Pick<ArticleRow, 'killProposal'>,
  by: string | undefined,
): string | undefined {
  if (killProposal === null || killProposal.actor !== by) return undefined;
  return 'You proposed to kill this story: somebody else has to do it, or you cancel your proposal.';
}

/** Why no kill can be cancelled. */
export function refuseCancelKill({ killProposal }: Pick<ArticleRow, 'killProposal'>): string | undefined {
  return killProposal === null ? 'Nobody has proposed to kill this story.' : undefined;
}

/** Why a story's embargo cannot be broken. */
export function refuseBreakEmbargo(
  { embargoUntil, groupEmbargo = null }: Pick<ArticleRow, 'embargoUntil'> & { groupEmbargo?: number | null },
  now: number,
): string | undefined {
  if (embargoUntil !== null && embargoUntil > now) return undefined;
  return groupEmbargo !== null && groupEmbargo > now
    ? 'The embargo is that of another language of this story: break it there.'
    : 'This story is under no embargo.';
}
