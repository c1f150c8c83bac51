import type { Caller } from '../../../access/caller.ts';
import { requireScope } from '../../../access/scopes.ts';
import type { Work } from '../../../foundation/database/database.ts';
import { record } from '../../../foundation/events/record.ts';
import { conflict, ruleUnmet } from '../../../foundation/problem.ts';
import { requireAllowed } from '../../actions/allowed.ts';
import { saveStory, type OpenedStory } from '../../stories/story.ts';
import type { IncomingRow } from '../../stories/incoming-table.ts';
import { requireDecidable, saveDecision } from './decide.ts';
import { saveSourceState } from '../source-state.ts';

type Proposal = { reason?: string | undefined; notice?: string | undefined; caller?: Caller };

/**
 * Accepts the cancellation of a live story: proposes to kill it, which somebody else with that scope then does or
 * cancels. Whoever may unpublish the story may propose it. Throws `conflict` unless it waits, and `rule-unmet` without a
 * notice to readers.
 */
export async function proposeKill(
  work: Work,
  story: OpenedStory,
  row: IncomingRow,
  { reason = 'Its source cancelled it.', notice, caller }: Proposal,
): Promise<OpenedStory> {
  await requireDecidable(row, story, caller);
  if (caller) requireScope(caller, 'articles:publish');
  await requireAllowed(work, 'kill', story);
  if (story.row.killProposal !== null) throw conflict('Somebody has proposed to kill this story already.');
  if (notice === undefined)
    throw ruleUnmet([
      {
        pointer: '/notice',
        detail:
          'notice is required: this proposes to kill the story, and readers see it once the story is killed',
      },
    ]);
  const { now, actor, tx } = work;
  const killProposal = { actor: actor.id, at: now, reason, notice };
  const after = await saveStory(work, story, { killProposal });
  await record(work, {
    action: 'article.killProposed',
    subject: story.row.id,
    reason,
    data: { notice, incoming: row.id },
  });
  await saveDecision(work, row, { state: 'accepted', reason });
  return saveSourceState(tx, after);
}
