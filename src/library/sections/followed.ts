import type { Db } from '../../foundation/database/database.ts';
import { prepared } from '../../foundation/database/prepared.ts';
import { formerSectionPlaces } from '../tables/sections.ts';
import { allPlaces } from './tree.ts';

/**
 * These sections and all that are or were below them, also hidden ones: each with the number of the log of changes up to
 * which it was there, `Infinity` where it still is. No change names a section that never was public, since nothing is
 * published in it.
 */
export async function everBelow(db: Db, ids: string[]): Promise<Map<string, number>> {
  const places: Place[] = [...(await allPlaces(db, {})), ...(await formerPlaces(db, {}))];
  const below = Map.groupBy(places, ({ parentId }) => parentId);
  const found = new Map(ids.map((id) => [id, Infinity]));
  const open = [...ids];
  // Iterating an array includes items that are added meanwhile.
  for (const parent of open)
    for (const { id, until = Infinity } of below.get(parent) ?? []) {
      const last = Math.min(until, found.get(parent)!);
      if (last <= (found.get(id) ?? -1)) continue;
      found.set(id, last);
      open.push(id);
    }
  return found;
}

type Place = { id: string; parentId: string | null; until?: number };

const formerPlaces = prepared((db) => {
  const { sectionId, parentId, until } = formerSectionPlaces;
  return db.select({ id: sectionId, parentId, until }).from(formerSectionPlaces);
});
