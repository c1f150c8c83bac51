import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Db } from '../../foundation/database/database.ts';
import { events } from '../../foundation/events/table.ts';
import type { Fault } from '../../foundation/problem.ts';
import type { RecordTable } from './record-type.ts';
import { faultOfUnknown, lookUp, type NamedReference } from './store.ts';

type Stored = { id: string; slug: string; hidden: boolean };

/**
 * Resolves references to the records that are public. One that was public and is hidden now is not found, and is no
 * fault: its readers know it, and `known` has its id too. One that never was public is as unknown as a slip of the pen.
 */
export async function lookUpPublic<Row extends Stored>(
  db: Db,
  type: RecordTable<Row>,
  named: NamedReference[],
): Promise<{ found: Map<string, Row>; known: string[]; faults: Fault[] }> {
  const { found, faults } = await lookUp(db, type, named);
  const ids = [...new Set([...found.values()].map(({ id }) => id))];
  const hidden = [...found.values()].filter((row) => row.hidden).map(({ id }) => id);
  if (hidden.length === 0) return { found, known: ids, faults };
  const known = await oncePublic(db, type, hidden);
  const secret = named.filter(({ reference }) => {
    const row = found.get(reference);
    return row?.hidden && !known.has(row.id);
  });
  return {
    found: new Map([...found].filter(([, row]) => !row.hidden)),
    known: ids.filter((id) => known.has(id) || !hidden.includes(id)),
    faults: [...faults, ...secret.map((one) => faultOfUnknown(type, one))],
  };
}

/** Those of these hidden records that were public before, by their history. */
export async function oncePublic(db: Db, { kind }: RecordTable<never>, ids: string[]): Promise<Set<string>> {
  const { subject, action, data } = events;
  const rows = await db
    .selectDistinct({ subject })
    .from(events)
    .where(
      and(
        inArray(subject, ids),
        eq(action, `${kind}.changed`),
        sql`CAST(${data} -> 'before' -> 'hidden' AS text) = 'false'`,
      ),
    );
  return new Set(rows.map((row) => row.subject));
}
