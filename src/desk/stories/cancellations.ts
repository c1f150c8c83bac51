import { and, desc, eq, or, sql } from 'drizzle-orm';
import type { Db } from '../../foundation/database/database.ts';
import { prepared } from '../../foundation/database/prepared.ts';
import { type ExternalId, isSameExternalId, parametersOf } from './external-id.ts';
import { incoming, type IncomingRow } from './incoming-table.ts';
import type { ArticleRow, FromSource } from './table.ts';

/** What a story remembers of a version that a source sent. */
export function noted({ id, at, sourceVersion }: IncomingRow): FromSource {
  return { incoming: id, at, ...(sourceVersion !== null && { sourceVersion }) };
}

/**
 * What changes in a story's row when it gets external ids under which a source has cancelled a story: it stays cancelled
 * here, so that nothing of it goes out by itself.
 */
export async function cancelledUnder(
  db: Db,
  source: ArticleRow['source'],
  { before = [], after }: { before?: ExternalId[]; after: ExternalId[] },
): Promise<Pick<ArticleRow, 'source'> | object> {
  const added = after.filter((one) => !before.some((old) => isSameExternalId(old, one)));
  if (added.length === 0) return {};
  const [cancelled] = await lastAmong(db, parametersOf(added), added.length);
  return cancelled ? { source: { waiting: 0, ...source, cancelled: noted(cancelled) } } : {};
}

const lastAmong = prepared((db, count: number) => {
  const { scheme, value, pubStatus, state, id } = incoming;
  const isAny = Array.from({ length: count }, (_, place) =>
    and(eq(scheme, sql.placeholder(`scheme${place}`)), eq(value, sql.placeholder(`value${place}`))),
  );
  return db
    .select()
    .from(incoming)
    .where(and(or(...isAny), sql`${pubStatus} = 'canceled' AND ${state} <> 'dismissed'`))
    .orderBy(desc(id))
    .limit(1);
});
