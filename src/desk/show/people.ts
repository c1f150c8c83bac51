import { and, eq, gt, inArray, or, sql } from 'drizzle-orm';
import { actors } from '../../access/table.ts';
import { toTimestamp } from '../../foundation/clock.ts';
import type { Db } from '../../foundation/database/database.ts';
import { prepared } from '../../foundation/database/prepared.ts';
import type { Lease } from '../leases/schema.ts';
import { articleLeases } from '../leases/table.ts';
import type { ArticleRow } from '../stories/table.ts';

export type People = ReadonlyMap<string, { name: string }>;

/** The actors in a story's state by id, and its lease at `now` (UTC milliseconds); one query. */
export async function findPeople(
  db: Db,
  { id, createdBy, killProposal, unpublished, returned }: ArticleRow,
  now: number,
): Promise<{ people: People; leases: Map<string, Lease> }> {
  const [proposedBy, unpublishedBy, returnedBy] = [killProposal, unpublished, returned].map(
    (said) => said?.actor ?? null,
  );
  const rows = await peopleOf(db, { id, now, createdBy, proposedBy, unpublishedBy, returnedBy });
  const leases = rows.flatMap(({ since, until, ...actor }) =>
    since === null || until === null
      ? []
      : [[id, { actor, since: toTimestamp(since), until: toTimestamp(until) }] as const],
  );
  return { people: new Map(rows.map((row) => [row.id, row])), leases: new Map(leases) };
}

const peopleOf = prepared((db) => {
  const { articleId, actor, since, until } = articleLeases;
  const isHeld = and(eq(articleId, sql.placeholder('id')), gt(until, sql.placeholder('now')));
  const holder = db.select({ actor }).from(articleLeases).where(isHeld);
  return db
    .select({ id: actors.id, name: actors.name, since, until })
    .from(actors)
    .leftJoin(articleLeases, and(eq(actor, actors.id), isHeld))
    .where(
      or(
        eq(actors.id, sql.placeholder('createdBy')),
        eq(actors.id, sql.placeholder('proposedBy')),
        eq(actors.id, sql.placeholder('unpublishedBy')),
        eq(actors.id, sql.placeholder('returnedBy')),
        inArray(actors.id, holder),
      ),
    );
});
