import type { Caller } from '../../access/caller.ts';
import { and, desc, eq } from 'drizzle-orm';
import type { Db, Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { events } from '../../foundation/events/table.ts';
import { requireAllowed } from '../actions/allowed.ts';
import { removeApproval } from '../stories/approval.ts';
import { saveStory, type OpenedStory } from '../stories/story.ts';

/** Returns a copy to draft, to whoever submitted it, and removes its approval. */
export async function returnArticle(
  work: Work,
  story: OpenedStory,
  { reason, caller }: { reason: string; caller?: Caller },
): Promise<OpenedStory> {
  await requireAllowed(work, 'return', story, { caller });
  const { id, copyVersion, copyState, createdBy } = story.row;
  await removeApproval(work.tx, id, copyVersion);
  const returned = { actor: work.actor.id, at: work.now, reason, version: copyVersion };
  const submitter = (await findSubmitter(work.tx, id)) ?? createdBy;
  const returnedTo = submitter === work.actor.id ? null : submitter;
  const after = await saveStory(work, story, { copyState: 'draft', returned, returnedTo });
  await record(work, {
    action: 'article.returned',
    subject: id,
    fromVersion: copyVersion,
    reason,
    data: { from: copyState },
  });
  return after;
}

/** The actor who submitted it last. */
async function findSubmitter(db: Db, id: string): Promise<string | undefined> {
  const { subject, action, actor, seq } = events;
  const [submitted] = await db
    .select({ actor })
    .from(events)
    .where(and(eq(subject, id), eq(action, 'article.submitted')))
    .orderBy(desc(seq))
    .limit(1);
  return submitted?.actor;
}
