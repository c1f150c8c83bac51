import type { Caller } from '../../access/caller.ts';
import type { Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { removeLive } from '../../edition/publication/remove.ts';
import { removeSchedule } from './remove-schedule.ts';
import { requireAllowed } from '../actions/allowed.ts';
import { saveReferences } from '../stories/references.ts';
import { saveStory, versionOf, type OpenedStory } from '../stories/story.ts';
import { setCopiesAside } from './set-aside.ts';

/** Withdraws a live story: its address answers 410 with headline and notice. It may be published again. */
export async function withdrawArticle(
  work: Work,
  story: OpenedStory,
  { reason, notice, caller }: { reason: string; notice: string; caller?: Caller },
): Promise<OpenedStory> {
  await requireAllowed(work, 'withdraw', story, { caller });
  const { tx, now } = work;
  const { id } = story.row;
  const version = story.row.publishedVersion!;
  const { headline } = (await versionOf(tx, story, version)).content;
  await removeLive(work, story.row, { state: 'withdrawn', at: now, headline, notice, substituteId: null });
  await saveReferences(tx, id, 'live');
  const { columns, eventData } = await removeSchedule(tx, story);
  const after = await saveStory(work, story, { publication: 'withdrawn', ...columns });
  await setCopiesAside(work, id, 'withdrawn');
  await record(work, {
    action: 'article.withdrawn',
    subject: id,
    fromVersion: version,
    reason,
    data: { notice, ...eventData },
  });
  return after;
}
