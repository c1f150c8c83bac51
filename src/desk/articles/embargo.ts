import { toTimestamp } from '../../foundation/clock.ts';
import type { Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { ruleUnmet } from '../../foundation/problem.ts';
import { getArticle, saveArticle } from './store.ts';
import type { ArticleRow } from './table.ts';

/** Sets a story's embargo (UTC milliseconds), or moves it later. Throws `rule-unmet` for any other way. */
export async function moveEmbargo(work: Work, id: string, until: number | null): Promise<void> {
  const { tx, now } = work;
  const before = await getArticle(tx, id);
  if (until === before.embargoUntil) return;
  const refusal = refusalOf(before, until, now);
  if (refusal !== undefined) throw ruleUnmet([{ pointer: '/embargoUntil', detail: refusal }]);
  await saveArticle(tx, before, now, { embargoUntil: until });
  await record(work, {
    action: 'article.embargoed',
    subject: id,
    data: {
      ...(before.embargoUntil === null ? {} : { from: toTimestamp(before.embargoUntil) }),
      ...(until === null ? {} : { until: toTimestamp(until) }),
    },
  });
}

function refusalOf(
  { publication, embargoUntil }: ArticleRow,
  until: number | null,
  now: number,
): string | undefined {
  if (publication === 'live') return 'embargoUntil cannot be set: the story is live';
  const stands = embargoUntil !== null && embargoUntil > now;
  if (!stands || (until !== null && until > embargoUntil)) return undefined;
  return `embargoUntil can only be moved later: the embargo until ${toTimestamp(embargoUntil)} stands`;
}
