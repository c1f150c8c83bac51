import type { Db } from '../../foundation/database/database.ts';
import { notFound } from '../../foundation/problem.ts';
import type { RecordSource } from '../../library/records/record-type.ts';
import { type findByFormerName, findRecord } from '../../library/records/store.ts';
import type { anyRecord } from '../../library/tables/records.ts';

/** One record by id or slug, hidden or not; `orElse` looks further. Throws `not-found`. */
export async function getRecord<R extends typeof anyRecord.$inferSelect>(
  db: Db,
  type: RecordSource<R>,
  idOrSlug: string,
  orElse?: typeof findByFormerName,
): Promise<R> {
  const row = (await findRecord(db, type, idOrSlug)) ?? (await orElse?.(db, type, idOrSlug));
  if (!row) throw notFound(type.kind);
  return row;
}
