import type { Caller } from '../../../access/caller.ts';
import type { Work } from '../../../foundation/database/database.ts';
import { record } from '../../../foundation/events/record.ts';
import type { OpenedStory } from '../../stories/story.ts';
import type { IncomingRow } from '../../stories/incoming-table.ts';
import { requireDecidable, saveDecision } from './decide.ts';
import { saveSourceState } from '../store.ts';

/**
 * Dismisses a version that waits, or the cancellation of a live story: the story stays as it is. Throws `conflict`
 * unless it waits.
 */
export async function dismissIncoming(
  work: Work,
  story: OpenedStory,
  row: IncomingRow,
  { reason, caller }: { reason: string; caller?: Caller },
): Promise<IncomingRow> {
  await requireDecidable(row, story, caller);
  const dismissed = await saveDecision(work, row, { state: 'dismissed', reason });
  await record(work, {
    action: 'article.incomingDismissed',
    subject: story.row.id,
    reason,
    data: { incoming: row.id, externalId: `${row.scheme}:${row.value}` },
  });
  // Whoever dismisses what its source withholds has decided that it may be used.
  const isWithheld = story.row.source?.withheld?.incoming === row.id;
  await saveSourceState(work.tx, story, isWithheld ? { withheld: null } : {});
  return dismissed;
}
