import type { Db } from '../../foundation/database/database.ts';
import { unknownReference } from '../../foundation/problem.ts';
import { lookUp } from './store.ts';
import type { RecordIn, RecordType } from './record-type.ts';

/**
 * One reference as a column: `{ agencyId: 'reuters' }` becomes `{ agencyId: 'agency_…' }`. What is absent stays absent,
 * null stays null. Throws `unknown-reference` with `pointer`.
 */
export async function reference<Column extends string>(
  db: Db,
  type: Pick<RecordType<RecordIn, { id: string; slug: string }>, 'table' | 'kind'>,
  named: Record<Column, string | null | undefined>,
  pointer: string,
): Promise<Partial<Record<Column, string | null>>> {
  const [[column, name]] = Object.entries(named) as [[Column, string | null | undefined]];
  if (name === undefined) return {};
  if (name === null) return { [column]: null } as Partial<Record<Column, string | null>>;
  const { ids, faults } = await lookUp(db, type, [{ reference: name, where: { pointer } }]);
  if (faults.length > 0) throw unknownReference(faults);
  return { [column]: ids.get(name)! } as Partial<Record<Column, string | null>>;
}
