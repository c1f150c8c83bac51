import type { Moment } from '../../foundation/database/database.ts';
import { deleteLease, findLease } from './store.ts';
import { heldByAnother } from './take.ts';

/**
 * Releases the lease of `actor` on a story; doing it again changes nothing. No event is recorded. Throws `conflict`
 * with the holder while another actor has it.
 */
export async function releaseLease(moment: Moment, articleId: string, actor: string): Promise<void> {
  const { tx, now } = moment;
  const lease = await findLease(tx, articleId);
  if (!lease) return;
  if (lease.actor !== actor && lease.until > now) throw await heldByAnother(moment, articleId);
  await deleteLease(tx, articleId);
}
