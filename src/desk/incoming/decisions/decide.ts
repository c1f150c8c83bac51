import type { Caller } from '../../../access/caller.ts';
import { refusedToServices } from '../../../access/persons-only.ts';
import { requireSectionsOf } from '../../../access/section-limit.ts';
import { conflict } from '../../../foundation/problem.ts';
import type { StoryFacts } from '../../stories/story.ts';
import type { IncomingRow } from '../../stories/incoming-table.ts';
import type { Recording } from '../record.ts';
import { updateIncoming } from '../store.ts';

/**
 * Throws `conflict` unless a person decides about a version that waits, or with `mayLift` about a cancellation in force,
 * and `forbidden` for a key that is narrowed to other sections.
 */
export async function requireDecidable(
  { state, version, pubStatus }: IncomingRow,
  story: StoryFacts | undefined,
  caller: Caller | undefined,
  { mayLift = false } = {},
): Promise<void> {
  await requireSectionsOf(caller, story ?? { sections: async () => [null] });
  if (caller?.kind === 'service')
    throw refusedToServices('Only a person can decide about what a source sent');
  if (state === 'waiting' || (mayLift && pubStatus === 'canceled' && state === 'cancelled')) return;
  const became = version === null ? state : `${state} as version ${version}`;
  throw conflict(`Only a version that waits can be decided about; this one is ${became}.`, { state });
}

/** Notes what the desk decided about a version. */
export function saveDecision(
  { tx, now, actor }: Recording,
  row: IncomingRow,
  decision: Partial<Pick<IncomingRow, 'version' | 'fields' | 'reason' | 'articleId'>> &
    Pick<IncomingRow, 'state'>,
): Promise<IncomingRow> {
  return updateIncoming(tx, row, { ...decision, urgent: 0, decidedAt: now, decidedBy: actor.id });
}
