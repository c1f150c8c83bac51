import { and, desc, eq, gt, isNull, lt, ne, or, sql, type SQL } from 'drizzle-orm';
import { asFlag } from '../../foundation/database/columns.ts';
import type { Db, Tx, Work } from '../../foundation/database/database.ts';
import { preparedInsert } from '../../foundation/database/prepared-insert.ts';
import { prepared } from '../../foundation/database/prepared.ts';
import { notFound } from '../../foundation/problem.ts';
import type { ExternalId } from '../stories/external-id.ts';
import { incoming, type IncomingRow } from '../stories/incoming-table.ts';
import { firstTime } from './sent.ts';

/** The record with this id. Throws `not-found`. */
export async function getIncoming(db: Db, id: string): Promise<IncomingRow> {
  const [row] = await db.select().from(incoming).where(eq(incoming.id, id));
  if (!row) throw notFound('incoming version');
  return row;
}

/** Inserts a record. */
export const insertIncoming = preparedInsert(incoming);

/** Updates a record, and gives it as it is then. */
export async function updateIncoming(
  tx: Tx,
  row: IncomingRow,
  changes: Partial<Omit<IncomingRow, 'id'>>,
): Promise<IncomingRow> {
  await tx.update(incoming).set(changes).where(eq(incoming.id, row.id));
  return { ...row, ...changes };
}

const isNamed = [
  eq(incoming.scheme, sql.placeholder('scheme')),
  eq(incoming.value, sql.placeholder('value')),
];

const isFromOutside = sql`${incoming.ineffective} IS NOT DISTINCT FROM 'outside'`;

/** Not what the desk has lifted: a cancellation that was dismissed counts no more. */
const isInForce = sql`NOT (${incoming.pubStatus} = 'canceled' AND ${incoming.state} = 'dismissed')`;

/**
 * The newest version that a source has sent under this id, of any status; times or counts first, as `isTime` says. One of a
 * key for other sections is the last to be looked at.
 */
export const findNewest = prepared((db) =>
  db
    .select({ sourceVersion: incoming.sourceVersion, ineffective: incoming.ineffective })
    .from(incoming)
    .where(and(...isNamed, isInForce))
    .orderBy(
      isFromOutside,
      sql`((${incoming.sourceVersion} >= ${firstTime}) IS NOT DISTINCT FROM (${sql.placeholder('isTime')} = 1)) DESC`,
      sql`${incoming.sourceVersion} DESC NULLS LAST`,
    )
    .limit(1),
);

/** The last cancellation under this id that takes something back by itself, unless the desk lifted it. */
export const findCancellation = prepared((db) =>
  db
    .select()
    .from(incoming)
    .where(and(...isNamed, sql`${incoming.pubStatus} = 'canceled'`, isNull(incoming.ineffective), isInForce))
    .orderBy(desc(incoming.id))
    .limit(1),
);

/** The records of this version, the first that came first. */
export async function findOfVersion(
  db: Db,
  { scheme, value }: ExternalId,
  sourceVersion: number | undefined,
): Promise<IncomingRow[]> {
  return sourceVersion === undefined
    ? unnumbered(db, { scheme, value })
    : numbered(db, { scheme, value, sourceVersion });
}

const numbered = prepared((db) =>
  db
    .select()
    .from(incoming)
    .where(and(...isNamed, eq(incoming.sourceVersion, sql.placeholder('sourceVersion'))))
    .orderBy(incoming.id),
);
/** Of versions without a number only the last can come again, and those that were passed over. */
const unnumbered = prepared((db) => {
  const last = db
    .select({ id: sql`max(${incoming.id})` })
    .from(incoming)
    .where(and(...isNamed, ne(incoming.state, sql`'superseded'`)));
  return db
    .select()
    .from(incoming)
    .where(
      and(
        ...isNamed,
        isNull(incoming.sourceVersion),
        or(eq(incoming.state, sql`'superseded'`), sql`${incoming.id} = (${last})`),
      ),
    )
    .orderBy(desc(incoming.id));
});

type Named = Pick<IncomingRow, 'id' | 'scheme' | 'value'> & Partial<IncomingRow>;

/** The other versions under the id of one that wait; of a key for other sections only those of such keys. */
export function waitsBeside({ id, scheme, value, ineffective }: Named): SQL | undefined {
  return and(
    eq(incoming.scheme, scheme),
    eq(incoming.value, value),
    eq(incoming.state, 'waiting'),
    ne(incoming.pubStatus, 'canceled'),
    ne(incoming.id, id),
    ineffective === 'outside' ? isFromOutside : undefined,
  );
}

/**
 * Ends the waiting of the other versions under this id, since a later one came or the source cancelled them. Another
 * content of the same version is not later: both wait, and so does a newer one of a key for other sections.
 */
export async function endWaiting(
  tx: Tx,
  { sourceVersion = null, ...row }: Named,
  state: 'superseded' | 'cancelled' | 'dismissed',
): Promise<void> {
  await tx
    .update(incoming)
    .set({ state, urgent: 0 })
    .where(
      and(
        waitsBeside(row),
        state === 'superseded' && sourceVersion !== null
          ? or(
              isNull(incoming.sourceVersion),
              lt(incoming.sourceVersion, sourceVersion),
              and(gt(incoming.sourceVersion, sourceVersion), sql`NOT ${isFromOutside}`),
            )
          : undefined,
      ),
    );
}

/** Lifts the cancellations of a story's sources: versions that they covered may be sent again. */
export async function liftCancellations(
  { tx, now, actor }: Pick<Work, 'tx' | 'now' | 'actor'>,
  articleId: string,
): Promise<void> {
  await tx
    .update(incoming)
    .set({ state: 'dismissed', urgent: 0, decidedAt: now, decidedBy: actor.id })
    .where(
      and(
        eq(incoming.articleId, articleId),
        sql`${incoming.pubStatus} = 'canceled'`,
        ne(incoming.state, 'dismissed'),
      ),
    );
}

/** Gives what came under this id while there was no story to the story that is there now. */
export async function adoptRecords(tx: Tx, { scheme, value }: ExternalId, articleId: string): Promise<void> {
  await tx
    .update(incoming)
    .set({
      articleId,
      urgent: asFlag(sql`${incoming.pubStatus} = 'canceled' AND ${incoming.state} = 'waiting'`),
    })
    .where(and(eq(incoming.scheme, scheme), eq(incoming.value, value), isNull(incoming.articleId)));
}
