import type { Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { removeLive } from '../../edition/articles/remove.ts';
import { offSchedule } from './off-schedule.ts';
import { requireLegal } from '../stories/actions.ts';
import { saveReferences } from '../stories/references.ts';
import { getArticle, getContent, saveArticle } from '../stories/store.ts';

/** Takes a live story back: its address answers 410 with headline and notice. It may be published again. */
export async function withdrawArticle(
  work: Work,
  id: string,
  { reason, notice }: { reason: string; notice: string },
): Promise<void> {
  const { tx, now } = work;
  const before = await getArticle(tx, id);
  requireLegal('withdraw', before, now);
  const version = before.publishedVersion!;
  const { headline } = await getContent(tx, id, version);
  await removeLive(work, id, { state: 'withdrawn', at: now, headline, notice, substituteId: null });
  await saveReferences(tx, id, 'live');
  const { columns, tells } = await offSchedule(tx, before);
  await saveArticle(tx, before, now, { publication: 'withdrawn', ...columns });
  await record(work, {
    action: 'article.withdrawn',
    subject: id,
    fromVersion: version,
    reason,
    data: { notice, ...tells },
  });
}
