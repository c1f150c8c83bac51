import { and, asc, desc, eq, gt, inArray, lte, or, sql, type SQL } from 'drizzle-orm';
import type { Db } from '../database/database.ts';
import type { Place } from '../page/place.ts';
import { changes } from './table.ts';

export type ChangeRow = typeof changes.$inferSelect;

export type ChangeFilters = {
  kinds?: string[] | undefined;
  /**
   * Ids of sections, each with the number up to which it counts: changes of stories that were in one of them then, or just
   * before, and of their corrections.
   */
  sections?: ReadonlyMap<string, number> | undefined;
  locales?: string[] | undefined;
};

/** The place of the newest change. There always is one: the log begins with a first row, and keeps the last. */
export async function findNewestPlace(db: Db): Promise<Place> {
  const [row] = await db.select(place).from(changes).orderBy(desc(changes.seq)).limit(1);
  return row!;
}

/** Whether the log still has the change at a place. It has not when that was dropped, or the database restored since. */
export async function isKept(db: Db, { seq, at }: Place): Promise<boolean> {
  const [row] = await db.select(place).from(changes).where(eq(changes.seq, seq));
  return row?.at === at;
}

const place = { seq: changes.seq, at: changes.at };

/** The changes after a place, the oldest first; `limit` of them at most. */
export async function listChanges(
  db: Db,
  { after, limit, filters }: { after: Place; limit: number; filters: ChangeFilters },
): Promise<ChangeRow[]> {
  return db
    .select()
    .from(changes)
    .where(and(gt(changes.seq, after.seq), ...conditionsOf(filters, after)))
    .orderBy(asc(changes.seq))
    .limit(limit);
}

/** Alerts are for readers of every section and language. */
const forAll = 'alert';

function conditionsOf({ kinds, sections, locales }: ChangeFilters, { seq }: Place): (SQL | undefined)[] {
  const { kind, locale } = changes;
  return [
    kinds && inArray(kind, kinds),
    // Written out, so that their index is used: most changes are of stories.
    kinds && !kinds.includes('article') ? sql`${kind} <> 'article'` : undefined,
    sections && or(eq(kind, forAll), ...inSections(sections, seq)),
    locales && or(eq(kind, forAll), inArray(locale, locales)),
  ];
}

/** The sections that still count share one condition; the others share one for each number up to which they count. */
function inSections(sections: ReadonlyMap<string, number>, seq: number): (SQL | undefined)[] {
  const { sectionId, formerSectionId } = changes;
  const byLast = Map.groupBy(sections, ([, last]) => last);
  return [...byLast]
    .filter(([last]) => last > seq)
    .map(([last, some]) => {
      const ids = some.map(([id]) => id);
      const isIn = or(inArray(sectionId, ids), inArray(formerSectionId, ids));
      return last === Infinity ? isIn : and(lte(changes.seq, last), isIn);
    });
}

/** Whether a change passes filters: the same as in `listChanges`. */
export function passes(
  change: Pick<ChangeRow, 'seq' | 'kind' | 'locale' | 'sectionId' | 'formerSectionId'>,
  { kinds, sections, locales }: ChangeFilters,
): boolean {
  const { seq, kind, sectionId, formerSectionId, locale } = change;
  return (
    (!kinds || kinds.includes(kind)) &&
    (!sections ||
      kind === forAll ||
      [sectionId, formerSectionId].some((id) => id !== null && seq <= (sections.get(id) ?? -1))) &&
    (!locales || kind === forAll || (locale !== null && locales.includes(locale)))
  );
}
