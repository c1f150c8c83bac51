import { and, isNotNull, sql } from 'drizzle-orm';
import type { Db } from '../database/database.ts';
import { prepared } from '../database/prepared.ts';
import type { Waiting } from './work.ts';

/** Asks, in one statement, when the first of these rows falls due: UTC milliseconds, `Infinity` when nothing waits. */
export function askNext(waiting: Waiting[]): (db: Db) => Promise<number> {
  const ask = askNextOfEach({ next: waiting });
  return async (db) => (await ask(db)).next;
}

/** The same for several groups of rows, also in one statement. */
export function askNextOfEach<Name extends string>(
  groups: Record<Name, Waiting[]>,
): (db: Db) => Promise<Record<Name, number>> {
  const names = Object.keys(groups) as Name[];
  const ask = prepared((db) => {
    const [first, ...others] = names.flatMap((name) =>
      groups[name].map(({ at, where }) =>
        db
          .select({ group: sql<Name>`${name}`, at: sql<number | null>`min(${at})` })
          .from(at.table)
          .where(and(where, isNotNull(at)))
          .$dynamic(),
      ),
    );
    return others.reduce((all, one) => all.unionAll(one), first!);
  });
  return async function findNext(db) {
    const rows = await ask(db, {});
    const nexts = names.map((name) => {
      const times = rows.filter(({ group }) => group === name).map(({ at }) => at ?? Infinity);
      return [name, Math.min(...times)];
    });
    return Object.fromEntries(nexts) as Record<Name, number>;
  };
}
