import { and, asc, eq, gt, inArray, isNull, sql } from 'drizzle-orm';
import { inBatches } from '../../../foundation/process/batches.ts';
import type { Tx } from '../../../foundation/database/database.ts';
import { fullText } from '../../../foundation/database/full-text.ts';
import { isSet, prepared } from '../../../foundation/database/prepared.ts';
import { askedColumns, storyColumns, type StoryColumn } from '../../../edition/search/search.ts';
import { nextNumber, numbersAt } from '../../../foundation/search/sequence.ts';
import { pictureIdsOf, type ArticleContent } from '../../../edition/articles/content.ts';
import { facetToken, storyWords, textsOf, type Texts } from '../../../edition/search/texts.ts';
import { findMediaItems, type MediaItem } from '../../../library/pictures/rows/store.ts';
import { articleReferences, articles, articleVersions, type ArticleRow } from '../table.ts';

/** The search index of the desk: the newest version of every story. */
export const deskSearch = fullText('desk_search', storyColumns, askedColumns);

type Copy = Pick<ArticleRow, 'createdBy' | 'searchSeq'> & { content: ArticleContent };
type Pictures = ReadonlyMap<string, MediaItem>;

/** Indexes the newest version of a story, under the number of its row. */
export async function indexCopy(
  tx: Tx,
  copy: Copy,
  { pictures, formerSeq }: { pictures: Pictures; formerSeq: number | null },
): Promise<void> {
  if (formerSeq !== null) await deskSearch.remove(tx, formerSeq);
  await deskSearch.add(tx, copy.searchSeq!, wordsOf(copy, pictures));
}

/** Indexes the stories again whose newest version shows a picture with changed captions. */
export async function indexCopiesShowing(tx: Tx, mediaId: string): Promise<void> {
  const { articleId, target, inCopy } = articleReferences;
  const showing = await tx
    .select({ articleId })
    .from(articleReferences)
    .where(and(eq(target, mediaId), isSet(inCopy)));
  for (const some of inBatches(showing, batch)) {
    const ids = some.map(({ articleId }) => articleId);
    await replaceCopies(tx, await copies(tx).where(inArray(articles.id, ids)));
  }
}

/** The number of stories to load at once. */
const batch = 100;

/** Indexes some of the stories that were saved before there was an index; gives how many. */
export async function indexMoreCopies(tx: Tx, limit: number): Promise<number> {
  const rows = await copies(tx).where(isNull(articles.searchSeq)).orderBy(asc(articles.id)).limit(limit);
  const pictures = await loadPictures(tx, rows);
  for (const { id, savedAt, ...copy } of rows) {
    const [numbered] = await number(tx, { id, ...numbersAt(savedAt) });
    await indexCopy(tx, { ...copy, ...numbered }, { pictures, formerSeq: null });
  }
  return rows.length;
}

/** Indexes some of the stories that have a number after this one, in an empty index; gives the last number, if any. */
export async function indexCopiesAfter(tx: Tx, seq: number, limit: number): Promise<number | undefined> {
  const { searchSeq } = articles;
  const rows = await copies(tx).where(gt(searchSeq, seq)).orderBy(asc(searchSeq)).limit(limit);
  const pictures = await loadPictures(tx, rows);
  for (const row of rows) await indexCopy(tx, row, { pictures, formerSeq: null });
  return rows.at(-1)?.searchSeq ?? undefined;
}

const number = prepared((tx: Tx) =>
  tx
    .update(articles)
    .set({ searchSeq: nextNumber(articles.searchSeq) })
    .where(eq(articles.id, sql.placeholder('id')))
    .returning({ searchSeq: articles.searchSeq }),
);

function copies(tx: Tx) {
  const { id, createdBy, searchSeq } = articles;
  const { content, at: savedAt } = articleVersions;
  return tx
    .select({ id, createdBy, searchSeq, content, savedAt })
    .from(articles)
    .innerJoin(
      articleVersions,
      and(eq(articleVersions.articleId, id), eq(articleVersions.version, articles.copyVersion)),
    )
    .$dynamic();
}

async function replaceCopies(tx: Tx, rows: Copy[]): Promise<void> {
  const pictures = await loadPictures(tx, rows);
  for (const copy of rows)
    if (copy.searchSeq !== null) await deskSearch.replace(tx, copy.searchSeq, wordsOf(copy, pictures));
}

function loadPictures(tx: Tx, rows: Copy[]): Promise<Pictures> {
  return findMediaItems(
    tx,
    rows.flatMap(({ content }) => pictureIdsOf(content)),
  );
}

function wordsOf({ createdBy, content }: Copy, pictures: Pictures): Record<StoryColumn, string> {
  const words = storyWords(copyTexts(content, pictures), content);
  return { ...words, facets: `${words.facets} ${facetToken('creator', createdBy)}` };
}

/** The texts of a version for the desk's search, including those that are never public. */
export function copyTexts(content: ArticleContent, pictures: ReadonlyMap<string, MediaItem>): Texts {
  const { slugline, edNote, deskNote, externalIds } = content;
  const texts = textsOf({ content, body: content.body, pictures });
  const notes = [slugline, edNote, deskNote, ...externalIds.map(({ value }) => value)];
  return { ...texts, body: [...texts.body, ...notes.flatMap((note) => note ?? [])] };
}
