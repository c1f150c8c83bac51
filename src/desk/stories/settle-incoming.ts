import { and, eq } from 'drizzle-orm';
import type { Tx } from '../../foundation/database/database.ts';
import { incoming } from './incoming-table.ts';
import type { ArticleRow, SourceState } from './table.ts';

/**
 * Ends the waiting of what needs no decision any more when a story gets another publication: a cancellation once the
 * story is not live, and everything once it is killed. A cancellation of what is published all the same waits again.
 * Gives what changes in the story's row.
 */
export async function settled(
  tx: Tx,
  { id, source }: ArticleRow,
  publication: ArticleRow['publication'] | undefined,
): Promise<Pick<ArticleRow, 'source'> | object> {
  if (publication === undefined || !source) return {};
  if (publication === 'live') return cancelledLive(tx, id, source);
  if (source.waiting === 0) return {};
  const isOfStory = and(eq(incoming.articleId, id), eq(incoming.state, 'waiting'));
  const cancelled = await tx
    .update(incoming)
    .set({ state: 'cancelled', urgent: 0 })
    .where(and(isOfStory, eq(incoming.pubStatus, 'canceled')))
    .returning({ id: incoming.id });
  if (publication !== 'killed') return { source: { ...source, waiting: source.waiting - cancelled.length } };
  await tx.update(incoming).set({ state: 'dismissed', why: 'The story was killed.' }).where(isOfStory);
  return { source: { ...source, waiting: 0 } };
}

/** A cancellation of a story that somebody published all the same is listed first, as one of a live story. */
async function cancelledLive(
  tx: Tx,
  id: string,
  source: SourceState,
): Promise<Pick<ArticleRow, 'source'> | object> {
  if (!source.cancelled) return {};
  const cancellation = eq(incoming.id, source.cancelled.incoming);
  const urgent = await tx
    .update(incoming)
    .set({ state: 'waiting', urgent: 1, articleId: id })
    .where(and(cancellation, eq(incoming.state, 'cancelled')))
    .returning({ id: incoming.id });
  return urgent.length > 0 ? { source: { ...source, waiting: source.waiting + urgent.length } } : {};
}
