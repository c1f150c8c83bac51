/** How a copy goes from draft to review to approved, and back. Pure. */
import type { ArticleRow } from './table.ts';

type Copy = Pick<ArticleRow, 'copyState'>;

/** Why a copy cannot be submitted for review. */
export function refuseSubmit({ copyState }: Copy): string | undefined {
  if (copyState === 'review') return 'This copy is in review already.';
  return copyState === 'approved' ? 'This copy is approved already.' : undefined;
}

/** Why a copy cannot be approved by that actor: nobody answers for their own words. */
export function refuseApprove(
  { copyState, authors = [] }: Copy & { authors?: string[] },
  by: string | undefined,
): string | undefined {
  if (copyState === 'draft') return 'Only a copy in review can be approved; submit it first.';
  if (copyState === 'approved') return 'This copy is approved already.';
  if (by === undefined || !authors.includes(by)) return undefined;
  return 'You wrote this copy or some of it: somebody else has to approve it.';
}

/** Why a copy cannot be returned to draft. */
export function refuseReturn({ copyState }: Copy): string | undefined {
  return copyState === 'draft' ? 'This copy is a draft already.' : undefined;
}

/**
 * Where a copy stands once a new version is saved. What is in review stays there, and what was approved goes back there:
 * it was submitted, and only the new words wait for somebody. After a publication a new round begins.
 */
export function stateAfterSave({
  copyState,
  copyVersion,
  publishedVersion,
}: Pick<ArticleRow, 'copyState' | 'copyVersion' | 'publishedVersion'>): ArticleRow['copyState'] {
  return copyState === 'draft' || copyVersion === publishedVersion ? 'draft' : 'review';
}
