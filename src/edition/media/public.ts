import { and, eq, sql } from 'drizzle-orm';
import { toTimestamp } from '../../foundation/clock.ts';
import type { Db } from '../../foundation/database/database.ts';
import { isUnset, prepared } from '../../foundation/database/prepared.ts';
import { gone, notFound } from '../../foundation/problem.ts';
import { findMediaItems, isWithheld, type MediaItem } from '../../library/pictures/rows/store.ts';
import { agencies } from '../../library/tables/agencies.ts';
import { bylines } from '../../library/tables/bylines.ts';
import { media } from '../../library/tables/pictures.ts';
import { liveArticleMedia, liveArticles } from '../articles/table.ts';

/** Whether the public sees this picture anywhere: in a live story, as a public agency's logo, or as a portrait. */
export async function isPublicMedia(db: Db, mediaId: string): Promise<boolean> {
  const [use] = await publicUses(db, { mediaId });
  return use !== undefined;
}

/** The sections of the live stories that show a picture; null for stories without one. */
export async function findSectionsShowing(db: Db, mediaId: string): Promise<(string | null)[]> {
  const rows = await db
    .selectDistinct({ section: liveArticles.sectionId })
    .from(liveArticleMedia)
    .innerJoin(liveArticles, eq(liveArticles.id, liveArticleMedia.articleId))
    .where(eq(liveArticleMedia.mediaId, mediaId));
  return rows.map(({ section }) => section);
}

/** A picture that the public may see. Throws `not-found`, and `gone` with the notice for one that was taken down. */
export async function getPublicMedia(db: Db, mediaId: string): Promise<MediaItem> {
  const item = (await findMediaItems(db, [mediaId])).get(mediaId);
  const { takenDown, takedown } = item ?? {};
  if (takenDown && takedown?.wasPublic) {
    const { at, notice } = takedown;
    throw gone(`This picture was ${takenDown}.`, {
      tombstone: { id: mediaId, state: takenDown, at: toTimestamp(at), notice },
    });
  }
  if (!item || isWithheld(item) || !(await isPublicMedia(db, mediaId))) throw notFound('picture');
  return item;
}

/** Whether the public sees a picture, as a condition on rows of pictures. */
export const isShownMedia = sql`(EXISTS (SELECT 1 FROM ${liveArticleMedia} WHERE ${liveArticleMedia.mediaId} = ${media.id})
  OR EXISTS (SELECT 1 FROM ${agencies} WHERE ${agencies.logoId} = ${media.id} AND ${isUnset(agencies.hidden)})
  OR EXISTS (SELECT 1 FROM ${bylines} WHERE ${bylines.portraitId} = ${media.id} AND ${isUnset(bylines.hidden)}))`;

const publicUses = prepared((db) => {
  const mediaId = sql.placeholder('mediaId');
  return db
    .select({ one: sql`1` })
    .from(liveArticleMedia)
    .where(eq(liveArticleMedia.mediaId, mediaId))
    .unionAll(
      db
        .select({ one: sql`1` })
        .from(agencies)
        .where(and(eq(agencies.logoId, mediaId), isUnset(agencies.hidden))),
    )
    .unionAll(
      db
        .select({ one: sql`1` })
        .from(bylines)
        .where(and(eq(bylines.portraitId, mediaId), isUnset(bylines.hidden))),
    )
    .limit(1);
});
