import { and, asc, desc, eq, gt, inArray, or, sql, type SQL } from 'drizzle-orm';
import type { Db } from '../database/database.ts';
import { changes } from './table.ts';

export type ChangeRow = typeof changes.$inferSelect;

/** A place in the log: after the change with this number, which was made at this time (UTC milliseconds). */
export type LogPlace = Pick<ChangeRow, 'seq' | 'at'>;

export type ChangeFilters = {
  kinds?: string[] | undefined;
  /** Ids of sections, with those below them: stories that are in one of them, or were just before, and their corrections. */
  sections?: string[] | undefined;
  locales?: string[] | undefined;
};

/** The place of the newest change. There always is one: the log begins with a first row, and keeps the last. */
export async function findNewestPlace(db: Db): Promise<LogPlace> {
  const [row] = await db.select(place).from(changes).orderBy(desc(changes.seq)).limit(1);
  return row!;
}

/** Whether the log still has the change at a place. It has not when that was dropped, or the database restored since. */
export async function isKept(db: Db, { seq, at }: LogPlace): Promise<boolean> {
  const [row] = await db.select(place).from(changes).where(eq(changes.seq, seq));
  return row?.at === at;
}

const place = { seq: changes.seq, at: changes.at };

/** The changes after a place, the oldest first; `limit` of them at most. */
export async function listChanges(
  db: Db,
  { after, limit, filters }: { after: LogPlace; limit: number; filters: ChangeFilters },
): Promise<ChangeRow[]> {
  return db
    .select()
    .from(changes)
    .where(and(gt(changes.seq, after.seq), ...conditionsOf(filters)))
    .orderBy(asc(changes.seq))
    .limit(limit);
}

/** Alerts are for readers of every section and language. */
const forAll = 'alert';

function conditionsOf({ kinds, sections, locales }: ChangeFilters): (SQL | undefined)[] {
  const { kind, sectionId, formerSectionId, locale } = changes;
  return [
    kinds && inArray(kind, kinds),
    // Written out, so that their index is used: most changes are of stories.
    kinds && !kinds.includes('article') ? sql`${kind} <> 'article'` : undefined,
    sections && or(eq(kind, forAll), inArray(sectionId, sections), inArray(formerSectionId, sections)),
    locales && or(eq(kind, forAll), inArray(locale, locales)),
  ];
}

/** Whether a change passes filters: the same as in `listChanges`. */
export function passes(
  change: Pick<ChangeRow, 'kind' | 'locale' | 'sectionId' | 'formerSectionId'>,
  { kinds, sections, locales }: ChangeFilters,
): boolean {
  const { kind, sectionId, formerSectionId, locale } = change;
  return (
    (!kinds || kinds.includes(kind)) &&
    (!sections ||
      kind === forAll ||
      [sectionId, formerSectionId].some((id) => id !== null && sections.includes(id))) &&
    (!locales || kind === forAll || (locale !== null && locales.includes(locale)))
  );
}
