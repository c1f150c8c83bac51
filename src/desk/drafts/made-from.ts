import type { Db } from '../../foundation/database/database.ts';
import { firstHeldBack } from '../actions/held-back.ts';
import { findOrigins } from '../stories/origins.ts';
import type { ArticleRow } from '../stories/table.ts';

/**
 * The story that another counts as made from once it is saved with `translationOf`: what it translated until then stays
 * its origin. Of two, only one is kept: the one that is held back.
 */
export async function madeFromAfter(
  db: Db,
  { madeFrom, translationOf: left }: Pick<ArticleRow, 'madeFrom' | 'translationOf'>,
  translationOf: string | undefined,
): Promise<string | null> {
  if (left === null || left === translationOf || left === madeFrom) return madeFrom;
  if (madeFrom === null) return left;
  return !(await isHeldBack(db, madeFrom)) && (await isHeldBack(db, left)) ? left : madeFrom;
}

async function isHeldBack(db: Db, id: string): Promise<boolean> {
  return firstHeldBack(await findOrigins(db, { madeFrom: id, translationOf: null })) !== undefined;
}
