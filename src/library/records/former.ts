import { and, eq, inArray } from 'drizzle-orm';
import type { Db } from '../../foundation/database/database.ts';
import type { RecordTable } from './record-type.ts';
import { formerSlugs, mergedRecords } from '../tables/records.ts';

/** The records with these former slugs. */
export async function lookUpFormer(db: Db, { table, kind }: RecordTable<never>, slugs: string[]) {
  if (slugs.length === 0) return [];
  return db
    .select({ name: formerSlugs.slug, record: table })
    .from(formerSlugs)
    .innerJoin(table, eq(table.id, formerSlugs.id))
    .where(and(eq(formerSlugs.kind, kind), inArray(formerSlugs.slug, slugs)));
}

/** The records that these ids were merged into. */
export async function lookUpMerged(db: Db, { table, kind }: RecordTable<never>, names: string[]) {
  if (names.length === 0) return [];
  return db
    .select({ name: mergedRecords.id, record: table })
    .from(mergedRecords)
    .innerJoin(table, eq(table.id, mergedRecords.intoId))
    .where(
      and(
        // A section is never merged, and finds nothing here.
        eq(mergedRecords.kind, kind as 'agency'),
        inArray(mergedRecords.id, names),
      ),
    );
}
