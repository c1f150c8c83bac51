import { eq } from 'drizzle-orm';
import type { Moment } from '../../foundation/database/database.ts';
import { raisePublicRevision } from '../../foundation/public-revision/store.ts';
import { liveArticleBylines, liveArticles, liveArticleTopics } from '../articles/table.ts';

/** Makes a live story as new as this moment: something beside its content has changed in public. */
export async function touchLive(moment: Moment, id: string): Promise<void> {
  const { tx, now } = moment;
  await tx.update(liveArticles).set({ updatedAt: now, changedAt: now }).where(eq(liveArticles.id, id));
  // Lists by byline and by topic walk along copies of the time.
  for (const links of [liveArticleBylines, liveArticleTopics])
    await tx.update(links).set({ updatedAt: now }).where(eq(links.articleId, id));
  await raisePublicRevision(moment);
}
