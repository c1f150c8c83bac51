import { and, eq, inArray, sql, type SQL } from 'drizzle-orm';
import type { Tx } from '../../foundation/database/database.ts';
import { incoming, type IncomingRow } from './incoming-table.ts';
import type { ArticleRow, SourceState } from './table.ts';

type Going = Pick<ArticleRow, 'publication' | 'deletedAt'>;
type Changes = Partial<Going & Pick<ArticleRow, 'killProposal'>>;
type Settled = Pick<ArticleRow, 'source'> | object;

/** Whether readers see a story, or somebody works on it who has to know that its source cancelled it. */
export function mayGoOut({ publication, deletedAt }: Going): boolean {
  return publication === 'live' || (publication === 'none' && deletedAt === null);
}

/**
 * Ends the waiting of what needs no decision any more when a story changes: a cancellation once the story is taken away
 * or deleted, and everything once it is killed. A cancellation of what is published or restored all the same waits again,
 * and so does one for which somebody proposed a kill that was cancelled. Gives what changes in the story's row.
 */
export async function settled(tx: Tx, story: ArticleRow, changes: Changes): Promise<Settled> {
  const { id, source } = story;
  const { publication, deletedAt, killProposal } = changes;
  if (!source) return {};
  if (publication === 'killed') return endAll(tx, id, source);
  if (publication === 'live' || deletedAt === null) {
    if (!source.cancelled) return {};
    const isLast = eq(incoming.id, source.cancelled.incoming);
    const states: IncomingRow['state'][] = ['cancelled', 'superseded'];
    if (story.killProposal === null) states.push('accepted');
    return waitAgain(tx, { id, source }, and(isLast, inArray(incoming.state, states)));
  }
  if (publication !== undefined || deletedAt !== undefined) return endCancellations(tx, id, source);
  if (killProposal !== null || !mayGoOut(story)) return {};
  return waitAgain(tx, { id, source }, and(eq(incoming.articleId, id), eq(incoming.state, 'accepted')));
}

const isCancellation = eq(incoming.pubStatus, 'canceled');

/** A cancellation of a story that can go out is listed first. */
async function waitAgain(
  tx: Tx,
  { id, source }: { id: string; source: SourceState },
  which: SQL | undefined,
): Promise<Settled> {
  const urgent = await tx
    .update(incoming)
    .set({ state: 'waiting', urgent: 1, articleId: id, decidedAt: null, decidedBy: null, reason: null })
    .where(and(which, isCancellation))
    .returning({ id: incoming.id });
  return urgent.length > 0 ? { source: { ...source, waiting: source.waiting + urgent.length } } : {};
}

/** One that takes nothing back by itself has taken nothing back. */
async function endCancellations(tx: Tx, id: string, source: SourceState): Promise<Settled> {
  if (source.waiting === 0) return {};
  const ended = await tx
    .update(incoming)
    .set({
      state: sql<
        IncomingRow['state']
      >`CASE WHEN ${incoming.ineffective} = 'late' THEN 'superseded' ELSE 'cancelled' END`,
      urgent: 0,
    })
    .where(and(eq(incoming.articleId, id), eq(incoming.state, 'waiting'), isCancellation))
    .returning({ id: incoming.id });
  return ended.length > 0 ? { source: { ...source, waiting: source.waiting - ended.length } } : {};
}

async function endAll(tx: Tx, id: string, source: SourceState): Promise<Settled> {
  if (source.waiting === 0) return {};
  await endCancellations(tx, id, source);
  await tx
    .update(incoming)
    .set({ state: 'dismissed', why: 'The story was killed.' })
    .where(and(eq(incoming.articleId, id), eq(incoming.state, 'waiting')));
  return { source: { ...source, waiting: 0 } };
}
