import type { Caller } from '../../access/caller.ts';
import { toTimestamp } from '../../foundation/clock.ts';
import type { Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { ruleUnmet } from '../../foundation/problem.ts';
import { requireLegal } from '../stories/actions.ts';
import { findStanding } from '../stories/standing.ts';
import { getArticle, saveArticle } from '../stories/store.ts';

type Breaking = {
  reason: string;
  /** When it is to end instead (UTC milliseconds); at once when absent. */
  until?: number | undefined;
  caller?: Caller;
};

/** Lifts a standing embargo, or moves it earlier. It publishes nothing. Throws `conflict`, and `rule-unmet` for `until`. */
export async function breakEmbargo(
  work: Work,
  id: string,
  { reason, until, caller }: Breaking,
): Promise<void> {
  const { tx, now } = work;
  const before = await getArticle(tx, id);
  requireLegal('breakEmbargo', await findStanding(tx, before), now, { caller });
  const stands = before.embargoUntil!;
  const fault = until === undefined ? undefined : faultOf(until, stands, now);
  if (fault !== undefined) throw ruleUnmet([{ pointer: '/until', detail: fault }]);
  await saveArticle(tx, before, now, { embargoUntil: until ?? null });
  await record(work, {
    action: 'article.embargoBroken',
    subject: id,
    reason,
    data: { from: toTimestamp(stands), ...(until === undefined ? {} : { until: toTimestamp(until) }) },
  });
}

function faultOf(until: number, stands: number, now: number): string | undefined {
  if (until <= now) return 'until must lie ahead; leave it out to lift the embargo at once';
  return until < stands ? undefined : `until must lie before ${toTimestamp(stands)}, when the embargo ends`;
}
