import { eq, sql } from 'drizzle-orm';
import type { Moment, Tx } from '../../foundation/database/database.ts';
import { prepared } from '../../foundation/database/prepared.ts';
import { raisePublicRevision } from '../../foundation/public-revision/store.ts';
import { endCorrections } from '../corrections/store.ts';
import { liveSearch } from '../search/index-stories.ts';
import { putTombstone, type TombstoneFields } from '../tombstones/store.ts';
import {
  liveArticleBylines,
  liveArticleMedia,
  liveArticles,
  liveArticleSubjects,
  liveArticleTopics,
} from '../articles/table.ts';

/** Removes a story from the public and leaves a tombstone: its addresses answer 410. */
export async function removeLive(moment: Moment, id: string, tombstone: TombstoneFields): Promise<void> {
  await takeAway(moment, id);
  await putTombstone(moment.tx, id, tombstone);
}

/** Removes a story: its addresses answer 404 for as long as it is not public, and its corrections so far go for good. */
export async function forgetLive(moment: Moment, id: string): Promise<void> {
  await takeAway(moment, id);
  await endCorrections(moment.tx, id, moment.now);
}

/** Deletes the rows that link the story with its bylines, topics, subjects and pictures. */
export async function clearLinks(tx: Tx, id: string): Promise<void> {
  for (const remove of removals) await remove(tx, { id });
}

const removals = [liveArticleBylines, liveArticleTopics, liveArticleSubjects, liveArticleMedia].map((links) =>
  prepared((tx: Tx) => tx.delete(links).where(eq(links.articleId, sql.placeholder('id')))),
);

async function takeAway(moment: Moment, id: string): Promise<void> {
  const { tx } = moment;
  await clearLinks(tx, id);
  const [gone] = await tx
    .delete(liveArticles)
    .where(eq(liveArticles.id, id))
    .returning({ seq: liveArticles.seq });
  if (gone) await liveSearch.remove(tx, gone.seq);
  await raisePublicRevision(moment);
}
