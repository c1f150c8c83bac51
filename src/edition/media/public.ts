import { and, eq } from 'drizzle-orm';
import type { Db } from '../../foundation/database/database.ts';
import { agencies } from '../../library/tables/agencies.ts';
import { bylines } from '../../library/tables/bylines.ts';
import { liveArticleMedia } from '../articles/table.ts';

/** Whether the public sees this picture anywhere: in a live story, as a public agency's logo, or as a portrait. */
export async function isPublicMedia(db: Db, mediaId: string): Promise<boolean> {
  const [used] = await db
    .select({ id: liveArticleMedia.mediaId })
    .from(liveArticleMedia)
    .where(eq(liveArticleMedia.mediaId, mediaId))
    .limit(1);
  if (used) return true;
  const [logo] = await db
    .select({ id: agencies.id })
    .from(agencies)
    .where(and(eq(agencies.logoId, mediaId), eq(agencies.hidden, false)))
    .limit(1);
  if (logo) return true;
  const [portrait] = await db
    .select({ id: bylines.id })
    .from(bylines)
    .where(and(eq(bylines.portraitId, mediaId), eq(bylines.hidden, false)))
    .limit(1);
  return portrait !== undefined;
}
