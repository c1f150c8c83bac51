import { and, count, desc, eq, isNull, ne, or, sql, type SQL } from 'drizzle-orm';
import type { Db, Tx, Work } from '../../foundation/database/database.ts';
import { preparedInsert } from '../../foundation/database/prepared-insert.ts';
import { parameter, prepared } from '../../foundation/database/prepared.ts';
import { notFound } from '../../foundation/problem.ts';
import type { ExternalId } from '../stories/external-id.ts';
import type { OpenedStory } from '../stories/story.ts';
import { incoming, type IncomingRow } from '../stories/incoming-table.ts';
import { firstTime } from './sent.ts';
import { articles, type FromSource, type SourceState } from '../stories/table.ts';

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

const isNamed = [eq(incoming.scheme, parameter('scheme')), eq(incoming.value, parameter('value'))];

/** Not what the desk has lifted: a cancellation that was dismissed counts no more. */
const isInForce = sql`NOT (${incoming.pubStatus} = 'canceled' AND ${incoming.state} = 'dismissed')`;

/** The newest version that a source has sent under this id, of any status; times or counts first, as `isTime` says. */
export const findNewest = prepared((db) =>
  db
    .select({ sourceVersion: incoming.sourceVersion })
    .from(incoming)
    .where(and(...isNamed, isInForce))
    .orderBy(
      sql`(${incoming.sourceVersion} >= ${firstTime}) IS ${parameter('isTime')} DESC`,
      desc(incoming.sourceVersion),
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
    .where(and(...isNamed, eq(incoming.sourceVersion, parameter('sourceVersion'))))
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

type Named = Pick<IncomingRow, 'id' | 'scheme' | 'value'>;

/** The other versions under the id of one that wait. */
export function waitsBeside({ id, scheme, value }: Named): SQL | undefined {
  return and(
    eq(incoming.scheme, scheme),
    eq(incoming.value, value),
    eq(incoming.state, 'waiting'),
    ne(incoming.pubStatus, 'canceled'),
    ne(incoming.id, id),
  );
}

/**
 * Ends the waiting of the other versions under this id, since a later one came or the source cancelled them. Another
 * content of the same version is not later: both wait.
 */
export async function endWaiting(
  tx: Tx,
  { sourceVersion = null, ...row }: Named & Partial<IncomingRow>,
  state: 'superseded' | 'cancelled' | 'dismissed',
): Promise<void> {
  await tx
    .update(incoming)
    .set({ state, urgent: 0 })
    .where(
      and(
        waitsBeside(row),
        state === 'superseded' && sourceVersion !== null
          ? or(isNull(incoming.sourceVersion), ne(incoming.sourceVersion, sourceVersion))
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
    .set({ articleId })
    .where(and(eq(incoming.scheme, scheme), eq(incoming.value, value), isNull(incoming.articleId)));
}

/** Saves what waits of a story's sources; changes no revision. Gives the story with it. */
export async function saveSourceState(
  tx: Tx,
  story: OpenedStory,
  changes: { cancelled?: FromSource; withheld?: FromSource | null } = {},
): Promise<OpenedStory> {
  const [row] = await tx
    .select({ waiting: count() })
    .from(incoming)
    .where(and(eq(incoming.articleId, story.row.id), eq(incoming.state, 'waiting')));
  const { cancelled, withheld } = { ...story.row.source, ...changes };
  return putSourceState(tx, story, {
    waiting: row!.waiting,
    ...(cancelled && { cancelled }),
    ...(withheld && { withheld }),
  });
}

/** Saves that no source sends the story any more. */
export function forgetSources(tx: Tx, story: OpenedStory): Promise<OpenedStory> {
  const { source } = story.row;
  const isHeld = source?.cancelled !== undefined || source?.withheld !== undefined;
  return putSourceState(tx, story, isHeld ? { ...source, waiting: 0 } : null);
}

/** Saves that state as it is given. */
export async function putSourceState(
  tx: Tx,
  story: OpenedStory,
  source: SourceState | null,
): Promise<OpenedStory> {
  await tx.update(articles).set({ source }).where(eq(articles.id, story.row.id));
  return { ...story, row: { ...story.row, source } };
}
