import { eq } from 'drizzle-orm';
import type { Moment } from '../../foundation/database/database.ts';
import { recordChanges } from '../../foundation/changes/record.ts';
import { storyFacts, storyUpserted } from './story-change.ts';
import { liveArticles } from '../articles/table.ts';

/** Says of a live story until when it is public (UTC milliseconds); null: without an end. */
export async function setLiveEnd(moment: Moment, id: string, expiresAt: number | null): Promise<void> {
  const { tx, now } = moment;
  const [row] = await tx
    .update(liveArticles)
    .set({ expiresAt, changedAt: now })
    .where(eq(liveArticles.id, id))
    .returning(storyFacts);
  await recordChanges(moment, storyUpserted(row!, { material: false, lists: [] }));
}
