import { desc, eq, sql } from 'drizzle-orm';
import type { Db, Tx } from '../../foundation/database/database.ts';
import { prepared, preparedForIds } from '../../foundation/database/prepared.ts';
import { tombstones } from './table.ts';

export type TombstoneRow = typeof tombstones.$inferSelect;
/** Where the story was while it was live. */
type Place = Pick<TombstoneRow, 'locale' | 'sectionId' | 'agencyId'>;
export type TombstoneFields = Omit<TombstoneRow, 'articleId' | keyof Place>;

export async function findTombstone(db: Db, articleId: string): Promise<TombstoneRow | undefined> {
  const [row] = await ofArticle(db, { articleId });
  return row;
}

const ofArticle = prepared((db) =>
  db
    .select()
    .from(tombstones)
    .where(eq(tombstones.articleId, sql.placeholder('articleId'))),
);

/** Those of these stories that left one; one query. */
export async function findTombstones(db: Db, articleIds: string[]): Promise<Map<string, TombstoneRow>> {
  return new Map((await amongArticles(db, articleIds)).map((row) => [row.articleId, row]));
}

const amongArticles = preparedForIds((db, among) =>
  db.select().from(tombstones).where(among(tombstones.articleId)),
);

/** A removed story as feeds tell it. */
export type Removed = Pick<TombstoneRow, 'at' | 'headline' | 'notice'> & { id: string };

/**
 * The stories that left the public last, which feed readers should delete: first those that were killed or withdrawn, then
 * those that ended or became part of another, `limit` of each, so that a night of ends leaves no kill out.
 */
export async function listRemoved(db: Db, limit: number): Promise<Removed[]> {
  return [
    ...(await lastRemoved(db, { state: 'killed', other: 'withdrawn', limit })),
    ...(await lastRemoved(db, { state: 'expired', other: 'consolidated', limit })),
  ];
}

// One part for each state: so the index gives both in order, and `limit` rows are read instead of all.
const lastRemoved = prepared((db) =>
  ofState(db, 'state')
    .unionAll(ofState(db, 'other'))
    .orderBy(desc(tombstones.at), desc(tombstones.articleId))
    .limit(sql.placeholder('limit')),
);

function ofState(db: Db, state: string) {
  return db
    .select({
      id: tombstones.articleId,
      at: tombstones.at,
      headline: tombstones.headline,
      notice: tombstones.notice,
    })
    .from(tombstones)
    .where(eq(tombstones.state, sql.placeholder(state)));
}

export async function putTombstone(
  tx: Tx,
  articleId: string,
  tombstone: TombstoneFields & Place,
): Promise<void> {
  await removeTombstone(tx, articleId);
  await tx.insert(tombstones).values({ articleId, ...tombstone });
}

/** Changes what is said of a removed story. */
export async function updateTombstone(
  tx: Tx,
  articleId: string,
  changes: Pick<TombstoneFields, 'notice' | 'substituteId'>,
): Promise<void> {
  await tx.update(tombstones).set(changes).where(eq(tombstones.articleId, articleId));
}

export async function removeTombstone(tx: Tx, articleId: string): Promise<void> {
  await tx.delete(tombstones).where(eq(tombstones.articleId, articleId));
}
