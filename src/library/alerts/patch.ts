import { eq } from 'drizzle-orm';
import type { Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { notFound, ruleUnmet } from '../../foundation/problem.ts';
import { movePulse } from '../../foundation/pulse/pulse.ts';
import type { Patch } from '../records/room.ts';
import { stateAt } from './alert.ts';
import type { AlertIn } from './schema.ts';
import { alerts } from './table.ts';

/** Changes a line of the ticker. Throws `rule-unmet` when it would end before it starts. */
export async function patchAlert(
  work: Work,
  id: string,
  { article, ...patch }: Patch<AlertIn>,
): Promise<void> {
  const { tx, now } = work;
  const [before] = await tx.select().from(alerts).where(eq(alerts.id, id));
  if (!before) throw notFound('alert');
  const changes = { ...patch, ...(article === undefined ? {} : { articleId: article }) } as Partial<
    typeof before
  >;
  const span = { startsAt: before.startsAt, endsAt: before.endsAt, ...changes };
  if (span.startsAt >= span.endsAt)
    throw ruleUnmet([{ pointer: '/endsAt', detail: 'must be later than startsAt' }]);
  const state = stateAt(span, now);
  await tx
    .update(alerts)
    .set({ ...changes, state, revision: before.revision + 1, updatedAt: now })
    .where(eq(alerts.id, id));
  await record(work, { action: 'alert.changed', subject: id, data: { fields: Object.keys(changes) } });
  if (before.state === 'running' || state === 'running') await movePulse(work);
}
