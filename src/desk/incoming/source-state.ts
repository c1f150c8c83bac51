/** What a story remembers of its sources; to save it changes no revision. */
import { and, count, eq } from 'drizzle-orm';
import type { Tx } from '../../foundation/database/database.ts';
import { incoming } from '../stories/incoming-table.ts';
import type { OpenedStory } from '../stories/story.ts';
import { articles, type FromSource, type SourceState } from '../stories/table.ts';

/** Saves what waits of a story's sources; changes no revision. Gives the story with it. */
export async function saveSourceState(
  tx: Tx,
  story: OpenedStory,
  changes: { cancelled?: FromSource; withheld?: FromSource | null } = {},
): Promise<OpenedStory> {
  const [row] = await tx
    .select({ waiting: count() })
    .from(incoming)
    .where(and(eq(incoming.articleId, story.row.id), eq(incoming.state, 'waiting')));
  const { cancelled, withheld } = { ...story.row.source, ...changes };
  return putSourceState(tx, story, {
    waiting: row!.waiting,
    ...(cancelled && { cancelled }),
    ...(withheld && { withheld }),
  });
}

/** Saves that no source sends the story any more. */
export function forgetSources(tx: Tx, story: OpenedStory): Promise<OpenedStory> {
  const { source } = story.row;
  const isHeld = source?.cancelled !== undefined || source?.withheld !== undefined;
  return putSourceState(tx, story, isHeld ? { ...source, waiting: 0 } : null);
}

/** Saves that state as it is given. */
export async function putSourceState(
  tx: Tx,
  story: OpenedStory,
  source: SourceState | null,
): Promise<OpenedStory> {
  await tx.update(articles).set({ source }).where(eq(articles.id, story.row.id));
  return { ...story, row: { ...story.row, source } };
}
