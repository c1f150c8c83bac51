import type { Db } from '../../foundation/database/database.ts';
import { unknownReference } from '../../foundation/problem.ts';
import type { RecordTable } from './record-type.ts';
import { lookUp } from './store.ts';

/**
 * One reference as a column: `{ agencyId: 'reuters' }` becomes `{ agencyId: 'agency_…' }`. What is absent stays absent,
 * null stays null. Throws `unknown-reference` with `pointer`.
 */
export async function reference<Column extends string, Row extends { id: string; slug: string }>(
  db: Db,
  type: RecordTable<Row>,
  named: Record<Column, string | null | undefined>,
  pointer: string,
): Promise<Partial<Record<Column, string | null>>> {
  const [[column, name]] = Object.entries(named) as [[Column, string | null | undefined]];
  if (name === undefined) return {};
  if (name === null) return { [column]: null } as Partial<Record<Column, string | null>>;
  const { found, faults } = await lookUp(db, type, [{ reference: name, where: { pointer } }]);
  if (faults.length > 0) throw unknownReference(faults);
  return { [column]: found.get(name)!.id } as Partial<Record<Column, string | null>>;
}
