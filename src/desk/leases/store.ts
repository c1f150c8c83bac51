import { eq } from 'drizzle-orm';
import { actors } from '../../access/table.ts';
import { toTimestamp } from '../../foundation/clock.ts';
import type { Db, Tx } from '../../foundation/database/database.ts';
import { preparedForIds } from '../../foundation/database/prepared.ts';
import { articleLeases, type LeaseRow } from './table.ts';

type ShownLease = { actor: { id: string; name: string }; since: string; until: string };

/** The leases of these stories that are valid at `now` (UTC milliseconds), by story; one query. */
export async function findLeases(
  db: Db,
  articleIds: string[],
  now: number,
): Promise<Map<string, ShownLease>> {
  const rows = (await leasesOf(db, articleIds)).filter(({ lease }) => lease.until > now);
  return new Map(
    rows.map(({ lease: { articleId, actor: id, since, until }, name }) => [
      articleId,
      { actor: { id, name }, since: toTimestamp(since), until: toTimestamp(until) },
    ]),
  );
}

const leasesOf = preparedForIds((db, among) =>
  db
    .select({ lease: articleLeases, name: actors.name })
    .from(articleLeases)
    .innerJoin(actors, eq(actors.id, articleLeases.actor))
    .where(among(articleLeases.articleId)),
);

/** The lease of a story, also an expired one. */
export async function findLease(db: Db, articleId: string): Promise<LeaseRow | undefined> {
  const [row] = await db.select().from(articleLeases).where(eq(articleLeases.articleId, articleId));
  return row;
}

/** Replaces the lease of a story. */
export async function saveLease(tx: Tx, { articleId, ...lease }: LeaseRow): Promise<void> {
  await tx
    .insert(articleLeases)
    .values({ articleId, ...lease })
    .onConflictDoUpdate({ target: articleLeases.articleId, set: lease });
}

export async function deleteLease(tx: Tx, articleId: string): Promise<void> {
  await tx.delete(articleLeases).where(eq(articleLeases.articleId, articleId));
}
