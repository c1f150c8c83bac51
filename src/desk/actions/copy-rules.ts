/** The rules of review: from draft to review to approved, and back. Pure. */
import { forPersons } from '../../access/persons-only.ts';
import type { Actor } from '../../foundation/database/database.ts';
import type { ArticleRow } from '../stories/table.ts';

type Copy = Pick<ArticleRow, 'copyState'>;

/** Why a copy cannot be submitted for review. */
export function refuseSubmit({ copyState }: Copy): string | undefined {
  if (copyState === 'review') return 'This copy is in review already.';
  return copyState === 'approved' ? 'This copy is approved already.' : undefined;
}

/** Why an actor cannot approve a copy: only people approve, and nobody their own changes. */
export function refuseApprove(
  { copyState, authors = [] }: Copy & { authors?: string[] },
  by: Actor | undefined,
): string | undefined {
  if (copyState === 'draft') return 'Only a copy in review can be approved; submit it first.';
  if (copyState === 'approved') return 'This copy is approved already.';
  if (by === undefined) return undefined;
  if (by.kind === 'service') return forPersons('Only a person can approve a copy');
  if (!authors.includes(by.id)) return undefined;
  return 'You wrote this copy or some of it: somebody else has to approve it.';
}

/** Why a copy cannot be returned to draft. */
export function refuseReturn({ copyState }: Copy): string | undefined {
  return copyState === 'draft' ? 'This copy is a draft already.' : undefined;
}

/**
 * The state of a copy after a new version. A copy in review stays in review; an approved one returns to review, since
 * it was submitted and only the new changes need approval. After a publication the next change starts a draft.
 */
export function stateAfterSave({
  copyState,
  copyVersion,
  publishedVersion,
}: Pick<ArticleRow, 'copyState' | 'copyVersion' | 'publishedVersion'>): ArticleRow['copyState'] {
  return copyState === 'draft' || copyVersion === publishedVersion ? 'draft' : 'review';
}
