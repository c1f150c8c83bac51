import { isDeepStrictEqual } from 'node:util';
import { and, eq, exists, inArray, sql } from 'drizzle-orm';
import { asFlag } from '../../../foundation/database/columns.ts';
import type { Tx } from '../../../foundation/database/database.ts';
import { preparedInsert } from '../../../foundation/database/prepared-insert.ts';
import { isSet, prepared } from '../../../foundation/database/prepared.ts';
import type { ArticleContent } from '../../../edition/articles/content.ts';
import { isDescribed } from '../../../library/pictures/rows/described.ts';
import { findCaptions, type MediaItem } from '../../../library/pictures/rows/store.ts';
import { pictureUsesIn } from '../named.ts';
import { articlePictures, articles } from '../table.ts';

type UndescribedPicture = typeof articlePictures.$inferInsert;

/** The pictures of a version without an alt text of the story, and whether the library's is missing, too. */
export function undescribedPictures(
  articleId: string,
  content: ArticleContent,
  pictures: ReadonlyMap<string, MediaItem>,
): UndescribedPicture[] {
  const { locale } = content;
  return [...undescribedIds(content)].map((mediaId) => {
    const missingAltText = !isDescribed(pictures.get(mediaId)?.captions ?? [], locale);
    return { articleId, mediaId, locale, missingAltText };
  });
}

/** Whether the same pictures in both versions have no alt text of the story. */
export function haveSameUndescribed(one: ArticleContent, other: ArticleContent): boolean {
  return isDeepStrictEqual(undescribedIds(one), undescribedIds(other));
}

function undescribedIds(content: ArticleContent): Set<string> {
  const undescribed = pictureUsesIn(content, content.body).filter(({ use }) => use.altText === undefined);
  return new Set(undescribed.map(({ use }) => use.media));
}

/** Stores the pictures of a newest version without an alt text of the story. */
export const insertUndescribed = preparedInsert(articlePictures);

/** The same, in place of the former rows. */
export async function replaceUndescribed(
  tx: Tx,
  articleId: string,
  rows: UndescribedPicture[],
): Promise<void> {
  await deleteUndescribed(tx, { articleId });
  await insertUndescribed(tx, ...rows);
}

const deleteUndescribed = prepared((tx: Tx) =>
  tx.delete(articlePictures).where(eq(articlePictures.articleId, sql.placeholder('articleId'))),
);

/**
 * Updates the missing alt texts of all stories with a picture after its captions have changed, in a constant number of
 * statements per locale.
 */
export async function updateMissingAltText(tx: Tx, mediaId: string): Promise<void> {
  const isThat = eq(articlePictures.mediaId, mediaId);
  const used = await tx
    .selectDistinct({ locale: articlePictures.locale })
    .from(articlePictures)
    .where(isThat);
  const captions = await findCaptions(tx, mediaId);
  for (const { locale } of used) {
    await tx
      .update(articlePictures)
      .set({ missingAltText: !isDescribed(captions, locale) })
      .where(and(isThat, eq(articlePictures.locale, locale)));
  }
  const { articleId } = articlePictures;
  const missingAltText = tx
    .select({ articleId })
    .from(articlePictures)
    .where(and(eq(articleId, articles.id), isSet(articlePictures.missingAltText)));
  await tx
    .update(articles)
    .set({ lacksAltText: asFlag(exists(missingAltText)) })
    .where(inArray(articles.id, tx.select({ articleId }).from(articlePictures).where(isThat)));
}
