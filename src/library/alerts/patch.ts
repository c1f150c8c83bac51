import { eq } from 'drizzle-orm';
import type { Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { type Fault, notFound, ruleUnmet } from '../../foundation/problem.ts';
import { recordChanges } from '../../foundation/changes/record.ts';
import { changesTo } from '../records/changes.ts';
import { changeDataOf } from '../records/event-data.ts';
import type { Patch } from '../records/record-type.ts';
import { alertChange, type IsLive, isShown, stateAt } from './alert.ts';
import type { AlertIn } from './schema.ts';
import { alerts, type AlertRow } from '../tables/alerts.ts';

/**
 * Changes an alert and computes its state, so that an end in the past takes it off at once. `article` is an id that the
 * caller has checked. A patch without changes records nothing. Throws `not-found`, and `rule-unmet` when it would end
 * before it starts or have both a link and a story.
 */
export async function patchAlert(
  work: Work,
  id: string,
  { article, ...patch }: Patch<AlertIn>,
  isLive: IsLive,
): Promise<AlertRow> {
  const { tx, now } = work;
  const [before] = await tx.select().from(alerts).where(eq(alerts.id, id));
  if (!before) throw notFound('alert');
  const changes = changesTo(before, { ...patch, articleId: article } as Partial<AlertRow>);
  if (Object.keys(changes).length === 0) return before;
  const changed = { ...before, ...changes };
  refuseUnmet(changed);
  const after = { ...changed, state: stateAt(changed, now), revision: before.revision + 1, updatedAt: now };
  await tx.update(alerts).set(after).where(eq(alerts.id, id));
  await record(work, { action: 'alert.changed', subject: id, data: changeDataOf(before, changes) });
  const [wasShown, isStill] = [await isShown(tx, before, isLive), await isShown(tx, after, isLive)];
  const gone = after.state === 'over' ? 'expired' : 'hidden';
  if (wasShown || isStill) await recordChanges(work, alertChange(id, isStill ? undefined : gone));
  return after;
}

function refuseUnmet({ startsAt, endsAt, articleId, url }: AlertRow): void {
  const faults: Fault[] = [];
  if (startsAt >= endsAt) faults.push({ pointer: '/endsAt', detail: 'endsAt must be later than startsAt' });
  if (articleId !== null && url !== null)
    faults.push({ pointer: '/url', detail: 'url names a link beside a story; give one of them' });
  if (faults.length > 0) throw ruleUnmet(faults);
}
