/** The rules for mending what the public is told. Pure. */
import type { ArticleRow } from '../stories/table.ts';

/** Why no correction can be amended; `corrections` is how many readers may see. */
export function refuseAmendCorrection({
  publishedAt,
  corrections,
}: Pick<ArticleRow, 'publishedAt'> & { corrections?: number }): string | undefined {
  return publishedAt === null || corrections === 0 ? 'This story has no public correction.' : undefined;
}

/** Why no notice can be amended; `hasTombstone` is whether readers are told anything. */
export function refuseAmendNotice({
  publication,
  hasTombstone = true,
}: Pick<ArticleRow, 'publication'> & { hasTombstone?: boolean }): string | undefined {
  if (publication !== 'withdrawn' && publication !== 'killed')
    return 'Only a withdrawn or killed story has a notice to readers.';
  return hasTombstone
    ? undefined
    : 'This story was killed while it was not public: readers are told nothing.';
}
