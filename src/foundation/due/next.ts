import { and, isNotNull, sql } from 'drizzle-orm';
import type { Db } from '../database/database.ts';
import { prepared } from '../database/prepared.ts';
import type { Waiting } from './work.ts';

/** Asks, in one statement, when the first of these rows falls due: UTC milliseconds, `Infinity` when nothing waits. */
export function askNext(waiting: Waiting[]): (db: Db) => Promise<number> {
  const ask = prepared((db) => {
    const [first, ...others] = waiting.map(({ at, where }) =>
      db
        .select({ at: sql<number | null>`min(${at})` })
        .from(at.table)
        .where(and(where, isNotNull(at)))
        .$dynamic(),
    );
    return others.reduce((all, one) => all.unionAll(one), first!);
  });
  return async function findNext(db) {
    const rows = await ask(db, {});
    return Math.min(...rows.map(({ at }) => at ?? Infinity));
  };
}
