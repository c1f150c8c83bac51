import type { Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { forgetLive } from '../../edition/articles/remove.ts';
import { offSchedule } from './off-schedule.ts';
import { requireLegal } from '../stories/actions.ts';
import { saveReferences } from '../stories/references.ts';
import { getArticle, saveArticle } from '../stories/store.ts';

/** Takes back a story that went out in error: its address answers 404, as if it had never been there. */
export async function unpublishArticle(
  work: Work,
  id: string,
  { reason }: { reason: string },
): Promise<void> {
  const { tx, now } = work;
  const before = await getArticle(tx, id);
  requireLegal('unpublish', before, now);
  await forgetLive(work, id);
  await saveReferences(tx, id, 'live');
  const { columns, tells } = await offSchedule(tx, before);
  await saveArticle(tx, before, now, { publication: 'none', ...columns });
  await record(work, {
    action: 'article.unpublished',
    subject: id,
    fromVersion: before.publishedVersion!,
    reason,
    data: tells,
  });
}
