import { desc, eq } from 'drizzle-orm';
import type { Db, Tx } from '../../foundation/database/database.ts';
import { atMost, parameter, prepared } from '../../foundation/database/prepared.ts';
import { tombstones } from './table.ts';

export type TombstoneRow = typeof tombstones.$inferSelect;
export type TombstoneFields = Omit<TombstoneRow, 'articleId'>;

export async function findTombstone(db: Db, articleId: string): Promise<TombstoneRow | undefined> {
  const [row] = await ofArticle(db, { articleId });
  return row;
}

const ofArticle = prepared((db) =>
  db
    .select()
    .from(tombstones)
    .where(eq(tombstones.articleId, parameter('articleId'))),
);

/** A removed story as feeds tell it. */
export type Removed = Pick<TombstoneRow, 'at' | 'headline' | 'notice'> & { id: string };

/** The stories that left the public last, in whatever way it is told, which feed readers should delete. */
export async function listRemoved(db: Db, limit: number): Promise<Removed[]> {
  return lastRemoved(db, { limit });
}

const lastRemoved = prepared((db) =>
  db
    .select({
      id: tombstones.articleId,
      at: tombstones.at,
      headline: tombstones.headline,
      notice: tombstones.notice,
    })
    .from(tombstones)
    .orderBy(desc(tombstones.at), desc(tombstones.articleId))
    .limit(atMost('limit')),
);

export async function putTombstone(tx: Tx, articleId: string, tombstone: TombstoneFields): Promise<void> {
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
