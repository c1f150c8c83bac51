import type { Caller } from '../../access/caller.ts';
import type { Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { removeLive } from '../../edition/publication/remove.ts';
import { removeSchedule } from './remove-schedule.ts';
import { requireAllowed } from '../actions/allowed.ts';
import { saveReferences } from '../stories/references.ts';
import { saveStory, type OpenedStory } from '../stories/story.ts';
import { handEmbargoOn } from './embargo.ts';
import { getOther } from './substitute.ts';
import type { ArticleRow } from '../stories/table.ts';
import { setCopiesAside } from './set-aside.ts';

type Killing = {
  reason: string;
  notice: string;
  /** The story to read instead, by id or slug. */
  substitute?: string | undefined;
  /** Whether two actors are needed: the first proposes, the second kills, with their own notice. */
  needsTwo?: boolean;
  caller?: Caller;
};

/**
 * Kills a story permanently, in any state. If it was public, its addresses answer 410 with only the notice; if not,
 * they stay 404. No later action is allowed. Throws `conflict`, `unknown-reference`, `rule-unmet`.
 */
export async function killArticle(work: Work, story: OpenedStory, killing: Killing): Promise<OpenedStory> {
  const { tx, now, actor } = work;
  const { reason, notice, substitute, needsTwo = false, caller } = killing;
  await requireAllowed(work, 'kill', story, { caller });
  const { id, publication, publishedVersion, copyVersion, killProposal } = story.row;
  const other =
    substitute === undefined
      ? undefined
      : await getOther(tx, story.row, { reference: substitute, pointer: '/substitute', caller });
  const said = { notice, ...(other && { substitute: other.id }) };

  if (needsTwo && killProposal === null) {
    const proposal = { actor: actor.id, at: now, reason, notice, ...(other && { substituteId: other.id }) };
    const proposed = await saveStory(work, story, { killProposal: proposal });
    await record(work, { action: 'article.killProposed', subject: id, reason, data: said });
    return proposed;
  }

  const substituteId = other?.id ?? null;
  // A story that was never public, or was unpublished, gets no tombstone: it must look as if it never existed.
  if (publication !== 'none')
    await removeLive(work, story.row, { state: 'killed', at: now, headline: null, notice, substituteId });
  await saveReferences(tx, id, 'live');
  const { columns, eventData } = await removeSchedule(tx, story);
  await handEmbargoOn(work, story.row);
  const after = await saveStory(work, story, { ...ended, ...columns, publication: 'killed', substituteId });
  await setCopiesAside(work, id, 'killed');
  await record(work, {
    action: 'article.killed',
    subject: id,
    fromVersion: publication === 'live' ? publishedVersion! : copyVersion,
    reason,
    data: { ...said, ...(killProposal && { proposedBy: killProposal.actor }), ...eventData },
  });
  return after;
}

/** Resets what was planned for the story. */
const ended = {
  copyState: 'draft',
  embargoUntil: null,
  expiresAt: null,
  killProposal: null,
  returned: null,
  returnedTo: null,
  deletedAt: null,
} satisfies Partial<ArticleRow>;
