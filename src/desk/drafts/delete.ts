import type { Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { offSchedule } from '../release/off-schedule.ts';
import { requireLegal } from '../stories/actions.ts';
import { countNaming } from '../stories/references.ts';
import { getArticle, saveArticle } from '../stories/store.ts';

/** Puts away a story that was never public. It keeps its slugs, its external ids and all that it names, and can be brought back. */
export async function deleteArticle(work: Work, id: string): Promise<void> {
  const { tx, now } = work;
  const before = await getArticle(tx, id);
  requireLegal('delete', { ...before, namedBy: await countNaming(tx, id) }, now);
  const { columns, tells } = await offSchedule(tx, before);
  await saveArticle(tx, before, now, { deletedAt: now, ...columns });
  await record(work, {
    action: 'article.deleted',
    subject: id,
    fromVersion: before.copyVersion,
    data: tells,
  });
}
