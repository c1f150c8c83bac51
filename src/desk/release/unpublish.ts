import type { Caller } from '../../access/caller.ts';
import type { Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { forgetLive } from '../../edition/publication/remove.ts';
import { removeSchedule } from './remove-schedule.ts';
import { requireAllowed } from '../actions/allowed.ts';
import { saveReferences } from '../stories/references.ts';
import { saveStory, type OpenedStory } from '../stories/story.ts';
import { setCopiesAside } from './set-aside.ts';

/**
 * Unpublishes a live story: its address answers 404, as if it had never been public, and its next publication is its
 * first.
 */
export async function unpublishArticle(
  work: Work,
  story: OpenedStory,
  { reason, caller }: { reason: string; caller?: Caller },
): Promise<OpenedStory> {
  await requireAllowed(work, 'unpublish', story, { caller });
  const { tx, now, actor } = work;
  const { id, publishedVersion, publishedAt } = story.row;
  await forgetLive(work, story.row);
  await saveReferences(tx, id, 'live');
  const { columns, eventData } = await removeSchedule(tx, story);
  const unpublished = { actor: actor.id, at: now, publishedAt: publishedAt! };
  const begunAnew = { publication: 'none', publishedAt: null, publicUpdatedAt: null } as const;
  const after = await saveStory(work, story, { ...begunAnew, unpublished, ...columns });
  await setCopiesAside(work, id, 'unpublished');
  await record(work, {
    action: 'article.unpublished',
    subject: id,
    fromVersion: publishedVersion!,
    reason,
    data: eventData,
  });
  return after;
}
