import type { Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { requireLegal } from '../stories/actions.ts';
import { getArticle, saveArticle } from '../stories/store.ts';
import { offSchedule } from './off-schedule.ts';

/** Takes a story off the schedule: nothing of it goes out by itself. */
export async function unscheduleArticle(work: Work, id: string): Promise<void> {
  const { tx, now } = work;
  const before = await getArticle(tx, id);
  requireLegal('unschedule', before, now);
  const { columns, tells } = await offSchedule(tx, before);
  await saveArticle(tx, before, now, columns);
  await record(work, {
    action: 'article.unscheduled',
    subject: id,
    fromVersion: before.scheduledVersion!,
    data: tells,
  });
}
