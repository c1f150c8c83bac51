import { and, eq } from 'drizzle-orm';
import type { Db, Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { notFound, ruleUnmet, unknownReference } from '../../foundation/problem.ts';
import { recordChanges } from '../../foundation/changes/record.ts';
import { changeOf } from './public-change.ts';
import { forgetName } from './index-name.ts';
import { moveLibraryUses } from './uses.ts';
import { findSurvivors } from './merged.ts';
import { eventDataOf } from './event-data.ts';
import { type RecordSource, rowsOf } from './record-type.ts';
import { findRecord, lookUp } from './store.ts';
import { formerSlugs, mergedRecords, type anyRecord } from '../tables/records.ts';

type Row = typeof anyRecord.$inferSelect;

/**
 * Merges a record into another: `id` is deleted, and its id and slugs lead to the other from now on. Versions of
 * stories keep the old id, which is resolved when they are read. Gives the remaining record. Throws `not-found`,
 * `unknown-reference`, and `rule-unmet` when the other is the same, is hidden or was itself merged.
 */
export async function mergeRecord<R extends Row>(
  work: Work,
  type: RecordSource<R>,
  id: string,
  into: string,
): Promise<R> {
  const { tx, now } = work;
  const { kind, table } = type;
  if (kind === 'section') throw new Error('Sections are a tree, and are not merged.');
  const before = await findRecord(tx, type, id);
  if (!before) throw notFound(kind);
  const survivor = await findTarget(tx, type, into);
  refuse(kind, before, survivor);
  const former = await tx
    .update(formerSlugs)
    .set({ id: survivor.id })
    .where(and(eq(formerSlugs.kind, kind), eq(formerSlugs.id, before.id)))
    .returning({ slug: formerSlugs.slug });
  await tx.insert(formerSlugs).values({ kind, slug: before.slug, id: survivor.id, at: now });
  await tx.update(mergedRecords).set({ intoId: survivor.id }).where(eq(mergedRecords.intoId, before.id));
  await tx.insert(mergedRecords).values({ id: before.id, kind, intoId: survivor.id, at: now });
  await moveLibraryUses(work, kind, before.id, survivor.id);
  await tx.delete(table).where(eq(table.id, before.id));
  await forgetName(tx, before.id);
  // Stories that named the merged record now show this one, so its `updatedAt` changes.
  const rows = await tx
    .update(table)
    .set({ revision: survivor.revision + 1, updatedAt: now })
    .where(eq(table.id, survivor.id))
    .returning();
  await record(work, {
    action: `${kind}.merged`,
    subject: before.id,
    data: { into: survivor.id, ...eventDataOf(before), formerSlugs: former.map(({ slug }) => slug).sort() },
  });
  const after = rowsOf(type, rows)[0]!;
  const [gone] = changeOf(type, before, undefined);
  const [stays] = changeOf(type, survivor, after);
  // Its stories are in the lists of the other; those of a hidden one have shown nothing of it.
  const moved = { lists: [...stays!.lists!, 'articles'], anywhere: before.hidden };
  await recordChanges(work, ...(gone ? [{ ...gone, state: 'consolidated' }] : []), { ...stays!, ...moved });
  return after;
}

async function findTarget<R extends Row>(db: Db, type: RecordSource<R>, into: string): Promise<R> {
  const [gone] = await findSurvivors(db, [into]);
  if (gone) throw refused(`into was itself merged, into ${gone[1]}: name that`);
  const { found, faults } = await lookUp(db, type, [{ reference: into, where: { pointer: '/into' } }]);
  if (faults.length > 0) throw unknownReference(faults);
  return found.get(into)!;
}

function refuse(kind: string, { id }: Row, survivor: Row): void {
  if (survivor.id === id) throw refused(`into names the same ${kind}`);
  if (survivor.hidden) throw refused(`into names a ${kind} that is hidden: show it first`);
}

function refused(detail: string) {
  return ruleUnmet([{ pointer: '/into', detail }]);
}
