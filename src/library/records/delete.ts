import { and, eq } from 'drizzle-orm';
import type { Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { notFound } from '../../foundation/problem.ts';
import { raisePublicRevision } from '../../foundation/public-revision/store.ts';
import { forgetName } from './index-name.ts';
import { refuseWhileUsed, type WhereUsed } from './uses.ts';
import { onRecord } from './on-record.ts';
import type { Room } from './room.ts';
import { findRecord } from './store.ts';
import { formerSlugs, mergedRecords, type anyRecord } from '../tables/records.ts';

/** Removes a record for good, its slugs with it. Throws `not-found`, and `conflict` naming the places while it is in use. */
export async function deleteRecord<Row extends typeof anyRecord.$inferSelect>(
  work: Work,
  room: Room<never, Row>,
  id: string,
  whereUsed: WhereUsed,
): Promise<void> {
  const { tx } = work;
  const before = await findRecord(tx, room, id);
  if (!before) throw notFound(room.kind);
  refuseWhileUsed(room.kind, await whereUsed(tx, room.kind, before.id));
  const former = await tx
    .delete(formerSlugs)
    .where(and(eq(formerSlugs.kind, room.kind), eq(formerSlugs.id, before.id)))
    .returning({ slug: formerSlugs.slug });
  await tx.delete(mergedRecords).where(eq(mergedRecords.intoId, before.id));
  await tx.delete(room.table).where(eq(room.table.id, before.id));
  await forgetName(tx, before.id);
  await record(work, {
    action: `${room.kind}.deleted`,
    subject: before.id,
    data: { ...onRecord(before), formerSlugs: former.map(({ slug }) => slug) },
  });
  if (!before.hidden) await raisePublicRevision(work);
}
