import { and, eq } from 'drizzle-orm';
import type { Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { omitAbsent } from '../../foundation/omit-absent.ts';
import { notFound } from '../../foundation/problem.ts';
import { movePulse } from '../../foundation/pulse/pulse.ts';
import type { Patch, RecordIn, RecordKind, Room } from './room.ts';
import { claimSlug } from './slugs.ts';
import { findRecord } from './store.ts';
import { anyRecord, formerSlugs } from './table.ts';

/** Changes a record; a new slug leaves the old one leading to it. A patch that changes nothing records nothing. */
export async function patchRecord<In extends RecordIn, Row extends typeof anyRecord.$inferSelect>(
  work: Work,
  room: Room<In, Row>,
  id: string,
  patch: Patch<In>,
): Promise<Row> {
  const { tx, now } = work;
  const before = await findRecord(tx, room as unknown as Room<never, Row>, id);
  if (!before) throw notFound(room.kind);
  if (patch.slug) await claimSlug(tx, room, patch.slug, before.id);
  const { slug, name, hidden } = patch;
  const wanted: Record<string, unknown> = {
    ...(await room.columns(tx, patch)),
    ...omitAbsent({ slug, name, hidden }),
  };
  const changes = Object.entries(wanted).filter(
    ([column, value]) =>
      value !== undefined && JSON.stringify(value) !== JSON.stringify(before[column as keyof Row] ?? null),
  );
  if (changes.length === 0) return before;

  const [row] = await tx
    .update(room.table)
    .set({ ...Object.fromEntries(changes), revision: before.revision + 1, updatedAt: now })
    .where(eq(room.table.id, before.id))
    .returning();
  const after = row as unknown as Row;
  if (after.slug !== before.slug) await keepFormerSlug(work, room.kind, before, after.slug);
  await record(work, {
    action: `${room.kind}.changed`,
    subject: before.id,
    data: { fields: changes.map(([column]) => column) },
  });
  if (!before.hidden || !after.hidden) await movePulse(work);
  return after;
}

async function keepFormerSlug(
  { tx, now }: Work,
  kind: RecordKind,
  before: { id: string; slug: string },
  slug: string,
) {
  await tx.delete(formerSlugs).where(and(eq(formerSlugs.kind, kind), eq(formerSlugs.slug, slug)));
  await tx.insert(formerSlugs).values({ kind, slug: before.slug, id: before.id, at: now });
}
