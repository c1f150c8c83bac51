import { eq } from 'drizzle-orm';
import type { Moment } from '../../foundation/database/database.ts';
import { raisePublicRevision } from '../../foundation/public-revision/store.ts';
import { liveArticles } from '../articles/table.ts';

/** Says of a live story until when it is public (UTC milliseconds); null: without an end. */
export async function setLiveEnd(moment: Moment, id: string, expiresAt: number | null): Promise<void> {
  const { tx, now } = moment;
  await tx.update(liveArticles).set({ expiresAt, changedAt: now }).where(eq(liveArticles.id, id));
  await raisePublicRevision(moment);
}
