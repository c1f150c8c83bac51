import { eq } from 'drizzle-orm';
import type { Moment } from '../../foundation/database/database.ts';
import { recordChanges } from '../../foundation/changes/record.ts';
import { storyFacts, type StoryFacts, storyUpserted } from './story-change.ts';
import {
  liveArticleBylines,
  liveArticles,
  liveArticleSubjects,
  liveArticleTopics,
} from '../articles/table.ts';

/** Makes a live story as new as `updatedAt`: something beside its content has changed in public. Gives what the log tells of it. */
export async function touchLive(
  moment: Moment,
  id: string,
  { updatedAt, material }: { updatedAt: number; material: boolean },
): Promise<StoryFacts> {
  const { tx, now } = moment;
  const [row] = await tx
    .update(liveArticles)
    .set({ updatedAt, changedAt: now })
    .where(eq(liveArticles.id, id))
    .returning(storyFacts);
  // Lists by byline, by topic and by subject walk along copies of the time.
  for (const links of [liveArticleBylines, liveArticleTopics, liveArticleSubjects])
    await tx.update(links).set({ updatedAt }).where(eq(links.articleId, id));
  await recordChanges(moment, storyUpserted(row!, { material }));
  return row!;
}
