import { sql } from 'drizzle-orm';
import type { Moment, Tx } from '../database/database.ts';
import { placeholdersOf, valuesOf } from '../database/prepared-insert.ts';
import { prepared } from '../database/prepared.ts';
import { everything, manyIds, surrogateKeyOf } from '../http/answer/surrogate-keys.ts';
import { changes, publicRevision } from './table.ts';

type Row = typeof changes.$inferInsert;

/** A change that readers see. */
export type PublicChange = Pick<Row, 'kind' | 'action' | 'material'> &
  Partial<Pick<Row, 'locale' | 'sectionId' | 'formerSectionId' | 'agencyId' | 'formerAgencyId'>> & {
    id: string;
    /** Why it was removed. */
    state?: string;
    /** The ids of all others whose answers it changes: of those that do not show its own. */
    touches?: Iterable<string>;
    /** The kinds of lists that it may have entered, left or changed. */
    lists?: readonly string[];
    /** Whether it may show in any answer, as what was hidden until now does. */
    anywhere?: boolean;
  };

/**
 * Notes what has changed in public, and with it that answers made before may be stale. Call it in the transaction of the
 * change itself: the number of a change is given under the lock of writers, so that no reader of the log misses one.
 */
export async function recordChanges(moment: Moment, ...told: PublicChange[]): Promise<void> {
  const { tx, now } = moment;
  // A connection does them in their order; sent together they are one round trip.
  await Promise.all(
    told.flatMap(({ id, touches = [], lists = [], anywhere = false, ...change }) => {
      const ids = [id, ...touches].map(surrogateKeyOf);
      const keys = [...new Set([...ids, ...lists, manyIds, ...(anywhere ? [everything] : [])])];
      return [
        count(tx, { now }),
        insert(tx, valuesOf(changes, { seq: 0, at: now, subject: id, keys, ...change })),
      ];
    }),
  );
}

const count = prepared((tx: Tx) =>
  tx
    .update(publicRevision)
    .set({ number: sql`${publicRevision.number} + 1`, changedAt: sql`${sql.placeholder('now')}` }),
);

const insert = prepared((tx: Tx) =>
  tx.insert(changes).values({
    ...placeholdersOf(changes),
    seq: sql`(SELECT ${publicRevision.number} FROM ${publicRevision})`,
  }),
);
