import { and, eq } from 'drizzle-orm';
import type { Work } from '../../foundation/database/database.ts';
import { fold } from '../../foundation/database/contains.ts';
import { record } from '../../foundation/events/record.ts';
import { omitAbsent } from '../../foundation/omit-absent.ts';
import { notFound } from '../../foundation/problem.ts';
import { recordChanges } from '../../foundation/changes/record.ts';
import { indexName } from './index-name.ts';
import {
  namesAndSlug,
  type Patch,
  type RecordIn,
  type RecordKind,
  type RecordType,
  rowsOf,
} from './record-type.ts';
import { changesTo } from './changes.ts';
import { changeOf } from './public-change.ts';
import { changeDataOf } from './event-data.ts';
import { claimSlug } from './slugs.ts';
import { findRecord } from './store.ts';
import { anyRecord, formerSlugs } from '../tables/records.ts';

/**
 * Changes a record; null removes a field or sets its default; a former slug redirects to the new one. A patch without
 * changes records nothing. Throws `not-found`, `conflict`, `unknown-reference`, `rule-unmet`.
 */
export async function patchRecord<In extends RecordIn, Row extends typeof anyRecord.$inferSelect>(
  work: Work,
  type: RecordType<In, Row>,
  id: string,
  patch: Patch<In>,
): Promise<Row> {
  const { tx, now } = work;
  const before = await findRecord(tx, type, id);
  if (!before) throw notFound(type.kind);
  if (patch.slug) await claimSlug(tx, type, patch.slug, before.id);
  const { slug, name } = patch;
  const hidden = patch.hidden === null ? false : patch.hidden;
  const own = withDefaults(await type.columns(tx, patch), type.defaults);
  await type.validate?.(tx, before.id, own, work.actor);
  const changes = changesTo(before, { ...own, ...omitAbsent({ slug, name, hidden }) });
  if (Object.keys(changes).length === 0) return before;

  // `updatedAt` is public, so private columns do not change it.
  const isSeen = Object.keys(changes).some(
    (column) => !type.privateColumns?.some((unseen) => unseen === column),
  );
  const words = namesAndSlug(type, { ...before, ...changes }, { ...before, ...omitAbsent(changes) });
  const rows = await tx
    .update(type.table)
    .set({
      ...changes,
      searchText: fold(words),
      revision: before.revision + 1,
      ...(isSeen && { updatedAt: now }),
    })
    .where(eq(type.table.id, before.id))
    .returning();
  const after = rowsOf(type, rows)[0]!;
  await indexName(tx, type.kind, { ...after, words });
  if (after.slug !== before.slug) await keepFormerSlug(work, type.kind, before, after.slug);
  await record(work, {
    action: `${type.kind}.changed`,
    subject: before.id,
    data: changeDataOf<Row>(before, changes),
  });
  if (isSeen) await recordChanges(work, ...changeOf(type, before, after));
  return after;
}

function withDefaults<Row>(columns: Partial<Row>, defaults: Partial<Row> = {}): Partial<Row> {
  return Object.fromEntries(
    Object.entries(columns).map(([column, value]) => [
      column,
      value === null ? (defaults[column as keyof Row] ?? null) : value,
    ]),
  ) as Partial<Row>;
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
