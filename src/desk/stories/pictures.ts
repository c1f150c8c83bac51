import { and, eq, exists, inArray } from 'drizzle-orm';
import type { Tx } from '../../foundation/database/database.ts';
import { isSet } from '../../foundation/database/prepared.ts';
import type { ArticleContent } from '../../edition/articles/content.ts';
import { isDescribed } from '../../library/pictures/rows/described.ts';
import { findCaptions, findMediaItems } from '../../library/pictures/rows/store.ts';
import { picturesIn } from './named.ts';
import { articlePictures, articles } from './table.ts';

/** Writes down which pictures of a story's newest version have no alt text but the library's, if there is any. */
export async function savePictures(tx: Tx, articleId: string, content: ArticleContent): Promise<void> {
  await tx.delete(articlePictures).where(eq(articlePictures.articleId, articleId));
  const { locale } = content;
  const wordless = picturesIn(content, content.body).filter(({ use }) => use.altText === undefined);
  const ids = [...new Set(wordless.map(({ use }) => use.media))];
  const items = await findMediaItems(tx, ids);
  const rows = ids.map((mediaId) => {
    const silent = !isDescribed(items.get(mediaId)?.captions ?? [], locale);
    return { articleId, mediaId, locale, silent };
  });
  if (rows.length > 0) await tx.insert(articlePictures).values(rows);
  const lacksAltText = rows.some(({ silent }) => silent);
  await tx.update(articles).set({ lacksAltText }).where(eq(articles.id, articleId));
}

/** Brings up to date what is known of all stories that show a picture, when its words have changed; no statement a story. */
export async function markSilent(tx: Tx, mediaId: string): Promise<void> {
  const isThat = eq(articlePictures.mediaId, mediaId);
  const used = await tx
    .selectDistinct({ locale: articlePictures.locale })
    .from(articlePictures)
    .where(isThat);
  const captions = await findCaptions(tx, mediaId);
  for (const { locale } of used) {
    await tx
      .update(articlePictures)
      .set({ silent: !isDescribed(captions, locale) })
      .where(and(isThat, eq(articlePictures.locale, locale)));
  }
  const { articleId } = articlePictures;
  const silent = tx
    .select({ articleId })
    .from(articlePictures)
    .where(and(eq(articleId, articles.id), isSet(articlePictures.silent)));
  await tx
    .update(articles)
    .set({ lacksAltText: exists(silent) })
    .where(inArray(articles.id, tx.select({ articleId }).from(articlePictures).where(isThat)));
}
