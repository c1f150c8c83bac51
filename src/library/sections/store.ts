import { and, inArray, or } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Db } from '../../foundation/database/database.ts';
import { isUnset, preparedForIds } from '../../foundation/database/prepared.ts';
import { sections, type SectionRow } from '../tables/sections.ts';

/** The public ones among these sections and those right above them, by id; one query. */
export async function findWithParents(db: Db, ids: Iterable<string>): Promise<Map<string, SectionRow>> {
  const rows = await publicWithParents(db, ids);
  return new Map(rows.map((row) => [row.id, row]));
}

const publicWithParents = preparedForIds((db, among) => {
  const below = alias(sections, 'below');
  const parents = db
    .select({ id: below.parentId })
    .from(below)
    .where(and(among(below.id), isUnset(below.hidden)));
  return db
    .select()
    .from(sections)
    .where(and(or(among(sections.id), inArray(sections.id, parents)), isUnset(sections.hidden)));
});
