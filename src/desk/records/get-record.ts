import type { Db } from '../../foundation/database/database.ts';
import { notFound } from '../../foundation/problem.ts';
import type { RecordIn, Room } from '../../library/records/room.ts';
import { type findByFormerName, findRecord } from '../../library/records/store.ts';
import type { anyRecord } from '../../library/tables/records.ts';

/** One record by id or slug, hidden or not; `orElse` looks further. Throws `not-found`. */
export async function getRecord<R extends typeof anyRecord.$inferSelect>(
  db: Db,
  room: Room<RecordIn, R>,
  idOrSlug: string,
  orElse?: typeof findByFormerName,
): Promise<R> {
  const any = room as unknown as Room<never, R>;
  const row = (await findRecord(db, any, idOrSlug)) ?? (await orElse?.(db, any, idOrSlug));
  if (!row) throw notFound(room.kind);
  return row;
}
