import { eq, sql } from 'drizzle-orm';
import type { Moment, Tx } from '../../foundation/database/database.ts';
import { prepared } from '../../foundation/database/prepared.ts';
import { recordChanges } from '../../foundation/changes/record.ts';
import { endCorrections } from '../corrections/store.ts';
import { liveSearch } from '../search/index-stories.ts';
import { alertChanges, findShown, pictureChanges } from './shown-with.ts';
import { factsOfRemoved, storyFacts, storyRemoved, type StoryFacts } from './story-change.ts';
import { findTombstone, putTombstone, type TombstoneFields } from '../tombstones/store.ts';
import {
  liveArticleBylines,
  liveArticleMedia,
  liveArticles,
  liveArticleSubjects,
  liveArticleTopics,
} from '../articles/table.ts';

/** Removes a story from the public and leaves a tombstone: its addresses answer 410. */
export async function removeLive(
  moment: Moment,
  story: StoryFacts,
  tombstone: TombstoneFields,
): Promise<void> {
  await takeAway(moment, story, tombstone.state, ({ id, locale, sectionId, agencyId }) =>
    putTombstone(moment.tx, id, { ...tombstone, locale, sectionId, agencyId }),
  );
}

/** Removes a story: its addresses answer 404 for as long as it is not public, and its corrections so far go for good. */
export async function forgetLive(moment: Moment, story: StoryFacts): Promise<void> {
  await takeAway(moment, story, 'unpublished', () => endCorrections(moment.tx, story.id, moment.now));
}

/** Deletes the rows that link the story with its bylines, topics, subjects and pictures; gives the ids of the pictures. */
export async function clearLinks(tx: Tx, id: string): Promise<string[]> {
  for (const remove of removals) await remove(tx, { id });
  return (await removePictures(tx, { id })).map((row) => row.id);
}

const removals = [liveArticleBylines, liveArticleTopics, liveArticleSubjects].map((links) =>
  prepared((tx: Tx) => tx.delete(links).where(eq(links.articleId, sql.placeholder('id')))),
);
const removePictures = prepared((tx: Tx) =>
  tx
    .delete(liveArticleMedia)
    .where(eq(liveArticleMedia.articleId, sql.placeholder('id')))
    .returning({ id: liveArticleMedia.mediaId }),
);

/** Takes a story away; `leave` says what remains of it. One that was not live had something that remained before. */
async function takeAway(
  moment: Moment,
  story: StoryFacts,
  state: string,
  leave: (was: StoryFacts) => Promise<void>,
): Promise<void> {
  const { tx } = moment;
  const { id } = story;
  const pictures = await clearLinks(tx, id);
  const [gone] = await tx
    .delete(liveArticles)
    .where(eq(liveArticles.id, id))
    .returning({ seq: liveArticles.seq, ...storyFacts });
  if (gone) await liveSearch.remove(tx, gone.seq);
  const was = gone ?? factsOfRemoved(story, await findTombstone(tx, id));
  await leave(was);
  await recordChanges(
    moment,
    storyRemoved(was, { state, touches: pictures }),
    ...pictureChanges(new Set(pictures), await findShown(tx, pictures)),
    ...(gone ? await alertChanges(tx, id) : []),
  );
}
