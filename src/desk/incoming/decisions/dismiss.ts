import type { Caller } from '../../../access/caller.ts';
import { requireScope } from '../../../access/scopes.ts';
import type { Work } from '../../../foundation/database/database.ts';
import { record } from '../../../foundation/events/record.ts';
import type { OpenedStory } from '../../stories/story.ts';
import type { IncomingRow } from '../../stories/incoming-table.ts';
import { requireDecidable, saveDecision } from './decide.ts';
import { saveSourceState } from '../source-state.ts';

/**
 * Dismisses a version that waits, or a cancellation: the story stays as it is, and versions that the cancellation covered
 * may be sent again. Throws `conflict` for what is decided already,
 * and `forbidden` for a cancellation without the scope to publish.
 */
export async function dismissIncoming(
  work: Work,
  story: OpenedStory | undefined,
  row: IncomingRow,
  { reason, caller }: { reason: string; caller?: Caller },
): Promise<IncomingRow> {
  await requireDecidable(row, story, caller, { mayLift: true });
  // What its source sends next may go out by itself again.
  if (caller && row.pubStatus === 'canceled') requireScope(caller, 'articles:publish');
  const dismissed = await saveDecision(work, row, { state: 'dismissed', reason });
  await record(work, {
    action: story ? 'article.incomingDismissed' : 'incoming.dismissed',
    subject: story?.row.id ?? row.id,
    reason,
    data: { incoming: row.id, externalId: `${row.scheme}:${row.value}` },
  });
  if (!story) return dismissed;
  // Whoever dismisses what its source withholds has decided that it may be used.
  const isWithheld = story.row.source?.withheld?.incoming === row.id;
  await saveSourceState(work.tx, story, isWithheld ? { withheld: null } : {});
  return dismissed;
}
