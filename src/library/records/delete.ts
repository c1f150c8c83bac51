import { and, eq } from 'drizzle-orm';
import type { Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { notFound } from '../../foundation/problem.ts';
import { recordChanges } from '../../foundation/changes/record.ts';
import { changeOf } from './public-change.ts';
import { forgetName } from './index-name.ts';
import { refuseWhileUsed, type WhereUsed } from './uses.ts';
import { eventDataOf } from './event-data.ts';
import { oncePublic } from './look-up-public.ts';
import type { RecordSource } from './record-type.ts';
import { findRecord } from './store.ts';
import { formerSlugs, mergedRecords, type anyRecord } from '../tables/records.ts';

/** Deletes a record with its slugs. Throws `not-found`, and `conflict` naming the uses while it is in use. */
export async function deleteRecord<Row extends typeof anyRecord.$inferSelect>(
  work: Work,
  type: RecordSource<Row>,
  id: string,
  whereUsed: WhereUsed,
): Promise<void> {
  const { tx } = work;
  const before = await findRecord(tx, type, id);
  if (!before) throw notFound(type.kind);
  refuseWhileUsed(type.kind, await whereUsed(tx, type.kind, before.id));
  const former = await tx
    .delete(formerSlugs)
    .where(and(eq(formerSlugs.kind, type.kind), eq(formerSlugs.id, before.id)))
    .returning({ slug: formerSlugs.slug });
  await tx.delete(mergedRecords).where(eq(mergedRecords.intoId, before.id));
  await tx.delete(type.table).where(eq(type.table.id, before.id));
  await forgetName(tx, before.id);
  await record(work, {
    action: `${type.kind}.deleted`,
    subject: before.id,
    data: { ...eventDataOf(before), formerSlugs: former.map(({ slug }) => slug).sort() },
  });
  // Lists may still be narrowed to one that was public before it was hidden.
  const wasKnown = before.hidden && (await oncePublic(tx, type, [before.id])).size > 0;
  await recordChanges(work, ...changeOf(type, wasKnown ? { ...before, hidden: false } : before, undefined));
}
