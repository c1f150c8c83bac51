import type { Moment } from '../../foundation/database/database.ts';
import { deleteLease, findLease } from './store.ts';
import { heldByAnother } from './take.ts';

/**
 * Says that `actor` is at work on a story no longer; to say so again changes nothing, and none of it is on record.
 * Throws `conflict`, telling who has it, while another does.
 */
export async function releaseLease(moment: Moment, articleId: string, actor: string): Promise<void> {
  const { tx, now } = moment;
  const lease = await findLease(tx, articleId);
  if (!lease) return;
  if (lease.actor !== actor && lease.until > now) throw await heldByAnother(moment, articleId);
  await deleteLease(tx, articleId);
}
