import type { Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { conflict } from '../../foundation/problem.ts';
import type { Lease } from './schema.ts';
import { findLease, findLeases, saveLease } from './store.ts';

/** How long a lease lasts unless it is renewed. */
export const leaseMs = 2 * 60_000;

/**
 * Takes or renews the lease of a story. Only taking over from another actor records an event. Throws `conflict` with
 * the holder while another actor has it.
 */
export async function takeLease(
  work: Work,
  articleId: string,
  { takeOver = false }: { takeOver?: boolean | undefined } = {},
): Promise<Lease> {
  const { tx, now, actor } = work;
  const before = await findLease(tx, articleId);
  const current = before && before.until > now ? before : undefined;
  const isMine = current?.actor === actor.id;
  if (current && !isMine && !takeOver) throw await heldByAnother(work, articleId);
  const since = isMine ? current.since : now;
  await saveLease(tx, { articleId, actor: actor.id, since, until: now + leaseMs });
  if (current && !isMine) {
    await record(work, {
      action: 'article.leaseTakenOver',
      subject: articleId,
      data: { from: current.actor },
    });
  }
  return (await findLeases(tx, [articleId], now)).get(articleId)!;
}

/** The problem when another actor has the lease. */
export async function heldByAnother({ tx, now }: Pick<Work, 'tx' | 'now'>, articleId: string) {
  const lease = (await findLeases(tx, [articleId], now)).get(articleId)!;
  const detail = `${lease.actor.name} has been at work on this story since ${lease.since}, until ${lease.until} at the least.`;
  return conflict(detail, { lease });
}
