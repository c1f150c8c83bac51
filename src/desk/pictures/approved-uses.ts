import { and, eq, isNotNull, or, sql } from 'drizzle-orm';
import type { Db } from '../../foundation/database/database.ts';
import { articleReferences, articles } from '../stories/table.ts';

/** Whether a story that was approved or is scheduled uses a picture, also one that was deleted and may return. */
export async function isApprovedMedia(db: Db, mediaId: string): Promise<boolean> {
  const { target, articleId } = articleReferences;
  const [use] = await db
    .select({ one: sql`1` })
    .from(articleReferences)
    .innerJoin(articles, eq(articles.id, articleId))
    .where(and(eq(target, mediaId), or(eq(articles.copyState, 'approved'), isNotNull(articles.scheduledAt))))
    .limit(1);
  return use !== undefined;
}
