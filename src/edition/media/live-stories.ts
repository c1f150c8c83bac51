import { and, asc, eq, gt, inArray } from 'drizzle-orm';
import type { Db } from '../../foundation/database/database.ts';
import { liveArticleMedia, liveArticles, type LiveRow } from '../articles/table.ts';

/** The most stories that are named. */
export const mostStories = 100;

/** The locales of the live stories that show a picture. */
export async function findLocalesShowing(db: Db, mediaId: string): Promise<string[]> {
  const rows = await db
    .selectDistinct({ locale: liveArticles.locale })
    .from(liveArticleMedia)
    .innerJoin(liveArticles, eq(liveArticles.id, liveArticleMedia.articleId))
    .where(eq(liveArticleMedia.mediaId, mediaId));
  return rows.map(({ locale }) => locale);
}

/** The live stories in these locales that show a picture, a page at a time: their content may be large. */
export async function* eachLiveStoryShowing(
  db: Db,
  mediaId: string,
  locales: string[],
): AsyncIterable<LiveRow> {
  let last = '';
  do {
    const rows = await db
      .select({ story: liveArticles })
      .from(liveArticleMedia)
      .innerJoin(liveArticles, eq(liveArticles.id, liveArticleMedia.articleId))
      .where(
        and(
          eq(liveArticleMedia.mediaId, mediaId),
          gt(liveArticles.id, last),
          inArray(liveArticles.locale, locales),
        ),
      )
      .orderBy(asc(liveArticles.id))
      .limit(mostStories);
    for (const { story } of rows) yield story;
    last = rows.length < mostStories ? '' : rows.at(-1)!.story.id;
  } while (last !== '');
}
