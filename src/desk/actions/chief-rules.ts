/** The rules for killing a story, cancelling a proposed kill and breaking an embargo. Pure. */
import { forPersons } from '../../access/persons-only.ts';
import type { Actor } from '../../foundation/database/database.ts';
import type { ArticleRow } from '../stories/table.ts';

/** Why an actor cannot kill a story: the second of two is another than the proposer, and a person. */
export function refuseKill(
  { killProposal }: Pick<ArticleRow, 'killProposal'>,
  by: Actor | undefined,
): string | undefined {
  if (killProposal === null || by === undefined) return undefined;
  if (by.kind === 'service') return forPersons('Only a person can be the second who kills a story');
  if (killProposal.actor !== by.id) return undefined;
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
