import { inArray } from 'drizzle-orm';
import type { Db } from '../../foundation/database/database.ts';
import { preparedAmong } from '../../foundation/database/prepared.ts';
import { mergedRecords } from '../tables/records.ts';

/** What became of those of these ids that were merged into others: for each the id that it means now; one query. */
export async function findSurvivors(db: Db, ids: Iterable<string>): Promise<Map<string, string>> {
  const rows = await mergedAmong(db, ids);
  return new Map(rows.map(({ id, intoId }) => [id, intoId]));
}

const mergedAmong = preparedAmong((db, among) =>
  db
    .select({ id: mergedRecords.id, intoId: mergedRecords.intoId })
    .from(mergedRecords)
    .where(among(mergedRecords.id)),
);

/** These ids, and those of all that was merged into them: what stories may name them by; one query. */
export async function withMerged(db: Db, ids: string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .select({ id: mergedRecords.id })
    .from(mergedRecords)
    .where(inArray(mergedRecords.intoId, ids));
  return [...ids, ...rows.map(({ id }) => id)];
}
