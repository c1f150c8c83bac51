import { eq } from 'drizzle-orm';
import type { Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { recordChanges } from '../../foundation/changes/record.ts';
import { eventDataOf } from '../records/event-data.ts';
import { alertChange, type IsLive, isShown } from './alert.ts';
import { alerts, type AlertRow } from '../tables/alerts.ts';

/** Deletes an alert; if it is public, it disappears at once. */
export async function deleteAlert(work: Work, before: AlertRow, isLive: IsLive): Promise<void> {
  const { tx } = work;
  await tx.delete(alerts).where(eq(alerts.id, before.id));
  await record(work, { action: 'alert.deleted', subject: before.id, data: eventDataOf(before) });
  if (await isShown(tx, before, isLive)) await recordChanges(work, alertChange(before.id, 'deleted'));
}
