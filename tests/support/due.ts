import type { Db, Work } from '../../src/foundation/database/database.ts';
import { endsInEdition, startsInEdition } from '../../src/edition/due/due.ts';

const works = [endsInEdition, startsInEdition];

/** Does in one transaction what has fallen due in the edition; gives how many things moved. */
export async function doDueWork(work: Work): Promise<number> {
  let moved = 0;
  for (const { finish } of works) moved += Number(await finish(work, 'edition'));
  return moved;
}

/** Whether `doDueWork` would move anything at `now` (UTC milliseconds). */
export async function isAnythingDue(db: Db, now: number): Promise<boolean> {
  for (const { findDue } of works) if ((await findDue(db, now)).length > 0) return true;
  return false;
}
