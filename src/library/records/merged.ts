import type { Db } from '../../foundation/database/database.ts';
import { preparedForIds } from '../../foundation/database/prepared.ts';
import { mergedRecords } from '../tables/records.ts';

/** For each of these ids that was merged, the id of the record it was merged into; one query. */
export async function findSurvivors(db: Db, ids: Iterable<string>): Promise<Map<string, string>> {
  const rows = await mergedAmong(db, ids);
  return new Map(rows.map(({ id, intoId }) => [id, intoId]));
}

const mergedAmong = preparedForIds((db, among) =>
  db
    .select({ id: mergedRecords.id, intoId: mergedRecords.intoId })
    .from(mergedRecords)
    .where(among(mergedRecords.id)),
);

/** The ids of all that was merged into these records, by the record; one query. */
export async function findMerged(db: Db, ids: Iterable<string>): Promise<Map<string, string[]>> {
  const rows = await intoAmong(db, ids);
  return new Map(
    [...Map.groupBy(rows, ({ intoId }) => intoId)].map(([into, merged]) => [
      into,
      merged.map(({ id }) => id),
    ]),
  );
}

const intoAmong = preparedForIds((db, among) =>
  db
    .select({ id: mergedRecords.id, intoId: mergedRecords.intoId })
    .from(mergedRecords)
    .where(among(mergedRecords.intoId)),
);

/** What stories may name a record by: its own id, and those of all that was merged into it. */
export function idsMeaning(id: string, merged: Map<string, string[]>): string[] {
  return [id, ...(merged.get(id) ?? [])];
}

/** What stories may name any of these records by; one query. */
export async function withMerged(db: Db, ids: string[]): Promise<string[]> {
  const merged = await findMerged(db, ids);
  return ids.flatMap((id) => idsMeaning(id, merged));
}
