import { eq, sql } from 'drizzle-orm';
import type { Db } from '../../foundation/database/database.ts';
import { isUnset, prepared } from '../../foundation/database/prepared.ts';
import { sections, type SectionRow } from '../tables/sections.ts';

/** These sections and all public ones below them, by id, with `hiddenToo` also hidden ones; one query. */
export async function withChildren(
  db: Db,
  ids: Iterable<string>,
  { hiddenToo = false } = {},
): Promise<Set<string>> {
  const rows = await (hiddenToo ? allPlaces : publicPlaces)(db, {});
  const below = Map.groupBy(rows, ({ parentId }) => parentId);
  const found = new Set(ids);
  // Iterating a set includes items that are added meanwhile, so all descendants are found.
  for (const id of found) below.get(id)?.forEach((child) => found.add(child.id));
  return found;
}

const publicPlaces = prepared((db) =>
  db.select({ id: sections.id, parentId: sections.parentId }).from(sections).where(isUnset(sections.hidden)),
);

/** Where every section is. */
export const allPlaces = prepared((db) =>
  db.select({ id: sections.id, parentId: sections.parentId }).from(sections),
);

/** Whether a section is the other one or a descendant of it. One query per level. */
export async function isWithin(db: Db, id: string, otherId: string): Promise<boolean> {
  const passed = new Set<string>();
  let at: string | null = id;
  while (at !== null && !passed.has(at)) {
    if (at === otherId) return true;
    passed.add(at);
    const found: { parentId: string | null }[] = await db
      .select({ parentId: sections.parentId })
      .from(sections)
      .where(eq(sections.id, at));
    at = found[0]?.parentId ?? null;
  }
  return false;
}

/** The section that requires approval for stories of this one: itself or its nearest such ancestor. One query a step up. */
export async function findApproving(db: Db, section: SectionRow): Promise<SectionRow | undefined> {
  const passed = new Set<string>();
  let at: SectionRow | undefined = section;
  while (at && !at.requiresApproval && !passed.has(at.id)) {
    passed.add(at.id);
    at = at.parentId === null ? undefined : (await byId(db, { id: at.parentId }))[0];
  }
  return at?.requiresApproval ? at : undefined;
}

const byId = prepared((db) =>
  db
    .select()
    .from(sections)
    .where(eq(sections.id, sql.placeholder('id'))),
);
