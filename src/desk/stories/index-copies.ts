import { and, asc, between, eq, inArray, isNull, max } from 'drizzle-orm';
import { inBatches } from '../../foundation/process/batches.ts';
import type { Tx } from '../../foundation/database/database.ts';
import { fullText } from '../../foundation/database/full-text.ts';
import { storyColumns } from '../../foundation/search/search.ts';
import { numbersAt } from '../../foundation/search/sequence.ts';
import { pictureIdsOf, type ArticleContent } from '../../edition/articles/content.ts';
import { facetToken, joined, storyWords, textsOf, type Texts } from '../../edition/search/texts.ts';
import { findMediaItems, type MediaItem } from '../../library/pictures/rows/store.ts';
import { articleReferences, articles, articleVersions, type ArticleRow } from './table.ts';

/** The words of what the desk works on: of every story its newest version. */
export const deskSearch = fullText('desk_search', storyColumns);

type Copy = Pick<ArticleRow, 'id' | 'createdBy' | 'searchSeq'> & { content: ArticleContent };

/** Lets a story be found by its newest version, which was saved at `now` (UTC milliseconds). */
export async function indexCopy(tx: Tx, now: number, copy: Copy): Promise<void> {
  if (copy.searchSeq !== null) await deskSearch.remove(tx, copy.searchSeq);
  const seq = await nextNumber(tx, now);
  await tx.update(articles).set({ searchSeq: seq }).where(eq(articles.id, copy.id));
  await putCopies(tx, [{ ...copy, searchSeq: seq }]);
}

/** Brings up to date the stories whose newest version shows a picture whose words have changed. */
export async function indexCopiesShowing(tx: Tx, mediaId: string): Promise<void> {
  const { articleId, state, kind, target } = articleReferences;
  const showing = await tx
    .select({ articleId })
    .from(articleReferences)
    .where(and(eq(kind, 'media'), eq(target, mediaId), eq(state, 'copy')));
  for (const some of inBatches(showing, batch)) {
    const ids = some.map(({ articleId }) => articleId);
    await putCopies(tx, await copies(tx).where(inArray(articles.id, ids)));
  }
}

/** As many stories are read at once. */
const batch = 100;

/** Takes in some of the stories that were saved before there was an index; gives how many. */
export async function indexMoreCopies(tx: Tx, limit: number): Promise<number> {
  const rows = await copies(tx).where(isNull(articles.searchSeq)).orderBy(asc(articles.id)).limit(limit);
  for (const { savedAt, ...copy } of rows) await indexCopy(tx, savedAt, copy);
  return rows.length;
}

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

async function putCopies(tx: Tx, rows: Copy[]): Promise<void> {
  const pictures = await findMediaItems(
    tx,
    rows.flatMap(({ content }) => pictureIdsOf(content)),
  );
  for (const { searchSeq, createdBy, content } of rows) {
    if (searchSeq === null) continue;
    const words = storyWords({ content, body: content.body, pictures });
    await deskSearch.put(tx, searchSeq, {
      ...words,
      body: joined(copyTexts(content, pictures).body),
      facets: `${words.facets} ${facetToken('creator', createdBy)}`,
    });
  }
}

/** What of a version the desk searches: also what the public never reads. */
export function copyTexts(content: ArticleContent, pictures: ReadonlyMap<string, MediaItem>): Texts {
  const { slugline, edNote, deskNote, externalIds } = content;
  const texts = textsOf({ content, body: content.body, pictures });
  const notes = [slugline, edNote, deskNote, ...externalIds.map(({ value }) => value)];
  return { ...texts, body: [...texts.body, ...notes.flatMap((note) => note ?? [])] };
}

async function nextNumber(tx: Tx, at: number): Promise<number> {
  const { searchSeq } = articles;
  const { first, last } = numbersAt(at);
  const [taken] = await tx
    .select({ seq: max(searchSeq) })
    .from(articles)
    .where(between(searchSeq, first, last));
  return (taken?.seq ?? first - 1) + 1;
}
