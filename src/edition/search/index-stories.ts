import { and, asc, eq, gt, inArray } from 'drizzle-orm';
import { inBatches } from '../../foundation/process/batches.ts';
import type { Tx } from '../../foundation/database/database.ts';
import { fullText } from '../../foundation/database/full-text.ts';
import { isUnset } from '../../foundation/database/prepared.ts';
import { askedColumns, storyColumns } from './search.ts';
import { findUsableMedia, type MediaItem } from '../../library/pictures/rows/store.ts';
import { pictureIdsOf } from '../articles/content.ts';
import { liveArticleMedia, liveArticles, type LiveRow } from '../articles/table.ts';
import { storyWords, textsOf } from './texts.ts';

/** The full-text index of live stories. */
export const liveSearch = fullText('live_search', storyColumns, askedColumns);

type Row = Pick<LiveRow, 'seq' | 'content' | 'body'>;
type Pictures = ReadonlyMap<string, MediaItem>;

/** Indexes a live story by its present content; a new number has no row to replace. */
export async function indexStory(
  tx: Tx,
  { seq, content, body }: Row,
  { pictures, isNew }: { pictures: Pictures; isNew: boolean },
): Promise<void> {
  const words = storyWords(textsOf({ content, body: body.value, pictures }), content);
  await (isNew ? liveSearch.add(tx, seq, words) : liveSearch.replace(tx, seq, words));
}

async function indexStories(tx: Tx, rows: Row[]): Promise<void> {
  const ids = rows.flatMap(({ content, body }) => pictureIdsOf({ ...content, body: body.value }));
  const pictures = await findUsableMedia(tx, ids);
  for (const row of rows) await indexStory(tx, row, { pictures, isNew: false });
}

/** How many stories are read at once. */
const batch = 100;

/** Indexes again the stories that show these pictures, whose captions or rights have changed. */
export async function indexStoriesShowing(tx: Tx, mediaIds: string[]): Promise<void> {
  const showing = await tx
    .selectDistinct({ id: liveArticleMedia.articleId })
    .from(liveArticleMedia)
    .where(inArray(liveArticleMedia.mediaId, mediaIds));
  for (const some of inBatches(showing, batch)) {
    const ids = some.map(({ id }) => id);
    await indexStories(
      tx,
      await tx.select(indexable).from(liveArticles).where(inArray(liveArticles.id, ids)),
    );
  }
}

/** Indexes some of the stories that are not indexed yet; gives how many. */
export async function indexMoreStories(tx: Tx, limit: number): Promise<number> {
  const { seq, indexed } = liveArticles;
  // Their numbers first, from the index of them: with old statistics the engine would read every story to find none.
  const missing = tx
    .select({ seq })
    .from(liveArticles)
    .where(isUnset(indexed))
    .orderBy(asc(seq))
    .limit(limit);
  const rows = await tx.select(indexable).from(liveArticles).where(inArray(seq, missing)).orderBy(asc(seq));
  if (rows.length === 0) return 0;
  await indexStories(tx, rows);
  const seqs = rows.map((row) => row.seq);
  await tx.update(liveArticles).set({ indexed: true }).where(inArray(seq, seqs));
  return rows.length;
}

/** Indexes some of the stories after this number, in an empty index; gives the last number, if there are any. */
export async function indexStoriesAfter(tx: Tx, after: number, limit: number): Promise<number | undefined> {
  const { seq, indexed } = liveArticles;
  const rows = await tx
    .select(indexable)
    .from(liveArticles)
    .where(and(gt(seq, after), eq(indexed, true)))
    .orderBy(asc(seq))
    .limit(limit);
  await indexStories(tx, rows);
  return rows.at(-1)?.seq;
}

const indexable = { seq: liveArticles.seq, content: liveArticles.content, body: liveArticles.body };
