import type { Db } from '../../../foundation/database/database.ts';
import { reference } from '../../records/reference.ts';
import type { Patch } from '../../records/record-type.ts';
import { agencies } from '../../tables/agencies.ts';
import { asRecords } from '../../tables/records.ts';
import type { MediaIn } from './input.ts';
import type { MediaRow } from '../rows/store.ts';

/** The columns of what came in, with the agency looked up. Throws `unknown-reference`. */
export async function resolveMedia(
  db: Db,
  { agency, ...fields }: Patch<MediaIn>,
): Promise<Partial<MediaRow>> {
  return {
    ...(fields as Partial<MediaRow>),
    ...(await reference(db, { kind: 'agency', table: asRecords(agencies) }, { agencyId: agency }, '/agency')),
  };
}
