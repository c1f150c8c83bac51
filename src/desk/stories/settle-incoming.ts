import { and, eq } from 'drizzle-orm';
import type { Tx } from '../../foundation/database/database.ts';
import { incoming } from './incoming-table.ts';
import type { ArticleRow } from './table.ts';

/**
 * Ends the waiting of what needs no decision any more: a cancellation once the story is not live, and everything once it
 * is killed. Gives what changes in the story's row.
 */
export async function settled(
  tx: Tx,
  { id, source }: ArticleRow,
  publication: ArticleRow['publication'] | undefined,
): Promise<Pick<ArticleRow, 'source'> | object> {
  if (publication === undefined || publication === 'live' || !source || source.waiting === 0) return {};
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
