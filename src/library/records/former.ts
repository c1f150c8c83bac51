import { and, eq, inArray } from 'drizzle-orm';
import type { Db } from '../../foundation/database/database.ts';
import type { RecordIn, RecordType } from './record-type.ts';
import { formerSlugs, mergedRecords } from '../tables/records.ts';

export type AnyRecordType = Pick<RecordType<RecordIn, { id: string; slug: string }>, 'table' | 'kind'>;

/** The records with these former slugs. */
export async function lookUpFormer(
  db: Db,
  { table, kind }: AnyRecordType,
  slugs: string[],
  publicOnly: boolean,
) {
  if (slugs.length === 0) return [];
  const rows = await db
    .select({ slug: formerSlugs.slug, id: formerSlugs.id })
    .from(formerSlugs)
    .innerJoin(table, eq(table.id, formerSlugs.id))
    .where(
      and(
        eq(formerSlugs.kind, kind),
        inArray(formerSlugs.slug, slugs),
        publicOnly ? eq(table.hidden, false) : undefined,
      ),
    );
  return rows.map(({ slug, id }) => [slug, id] as const);
}

/** The records that these ids were merged into. */
export async function lookUpMerged(
  db: Db,
  { table, kind }: AnyRecordType,
  names: string[],
  publicOnly: boolean,
) {
  if (names.length === 0) return [];
  const rows = await db
    .select({ name: mergedRecords.id, id: mergedRecords.intoId })
    .from(mergedRecords)
    .innerJoin(table, eq(table.id, mergedRecords.intoId))
    .where(
      and(
        // A section is never merged, and finds nothing here.
        eq(mergedRecords.kind, kind as 'agency'),
        inArray(mergedRecords.id, names),
        publicOnly ? eq(table.hidden, false) : undefined,
      ),
    );
  return rows.map(({ name, id }) => [name, id] as const);
}
