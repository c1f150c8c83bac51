import { toTimestamp } from '../../foundation/clock.ts';
import type { Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { ruleUnmet } from '../../foundation/problem.ts';
import { requireLegal } from '../stories/actions.ts';
import { getArticle, saveArticle } from '../stories/store.ts';

type Options = {
  /** When its time in public ends from now on (UTC milliseconds); null: never. */
  until: number | null;
  reason?: string | undefined;
};

/**
 * Gives a story more time in public, or time without end. One that has expired may be published again then; this alone
 * does not publish it. Throws `conflict` and `rule-unmet`.
 */
export async function extendArticle(work: Work, id: string, { until, reason }: Options): Promise<void> {
  const { tx, now } = work;
  const before = await getArticle(tx, id);
  requireLegal('extend', before, now);
  const from = before.expiresAt!;
  if (until !== null && until <= Math.max(from, now)) {
    const detail = `until must be later than ${toTimestamp(Math.max(from, now))}`;
    throw ruleUnmet([{ pointer: '/until', detail }]);
  }
  await saveArticle(tx, before, now, { expiresAt: until });
  await record(work, {
    action: 'article.extended',
    subject: id,
    ...(reason === undefined ? {} : { reason }),
    data: { from: toTimestamp(from), ...(until === null ? {} : { until: toTimestamp(until) }) },
  });
}
