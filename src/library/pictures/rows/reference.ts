import type { Db } from '../../../foundation/database/database.ts';
import { preparedForIds } from '../../../foundation/database/prepared.ts';
import { unknownReference, type Fault } from '../../../foundation/problem.ts';
import type { NamedReference } from '../../records/store.ts';
import { media } from '../../tables/pictures.ts';

/** One picture's id as a column; absent stays absent, null stays null. Throws `unknown-reference` with `pointer`. */
export async function mediaReference<Column extends string>(
  db: Db,
  named: Record<Column, string | null | undefined>,
  pointer: string,
): Promise<Partial<Record<Column, string | null>>> {
  const [[column, id]] = Object.entries(named) as [[Column, string | null | undefined]];
  if (id === undefined) return {};
  const faults = id === null ? [] : await findMissingMedia(db, [{ reference: id, where: { pointer } }]);
  if (faults.length > 0) throw unknownReference(faults);
  return { [column]: id } as Partial<Record<Column, string | null>>;
}

/** A fault for every picture that is named and not there; one query. */
export async function findMissingMedia(db: Db, named: NamedReference[]): Promise<Fault[]> {
  const rows = await idsAmong(
    db,
    named.map(({ reference }) => reference),
  );
  const found = new Set(rows.map(({ id }) => id));
  return named
    .filter(({ reference }) => !found.has(reference))
    .map(({ reference, where }) => ({ ...where, detail: `There is no media "${reference}".` }));
}

const idsAmong = preparedForIds((db, among) =>
  db.select({ id: media.id }).from(media).where(among(media.id)),
);
