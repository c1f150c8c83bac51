import { and, eq, gte, lt, ne, or } from 'drizzle-orm';
import type { Db } from '../../foundation/database/database.ts';
import { conflict } from '../../foundation/problem.ts';
import { firstFree, slugOf } from '../../foundation/slug.ts';
import type { RecordTable } from './record-type.ts';
import { formerSlugs } from '../tables/records.ts';

/** The slug that was asked for, if it is free. Throws `conflict` when another record has it or once had it. */
export async function claimSlug(db: Db, type: RecordTable<never>, slug: string, id: string): Promise<string> {
  const { table, kind } = type;
  const [present] = await db
    .select({ id: table.id })
    .from(table)
    .where(and(eq(table.slug, slug), ne(table.id, id)));
  const [former] = await db
    .select({ id: formerSlugs.id })
    .from(formerSlugs)
    .where(and(eq(formerSlugs.kind, kind), eq(formerSlugs.slug, slug), ne(formerSlugs.id, id)));
  if (present ?? former) throw conflict(`The slug "${slug}" is taken; choose another.`);
  return slug;
}

/** A slug made from the name; the first free number is added when it is taken. */
export async function inventRecordSlug(
  db: Db,
  type: RecordTable<never>,
  name: string,
  id: string,
): Promise<string> {
  const base = slugOf(name, `${type.kind}-${id.slice(-8)}`);
  const { table, kind } = type;
  const present = await db.select({ slug: table.slug }).from(table).where(startsWith(table.slug, base));
  const former = await db
    .select({ slug: formerSlugs.slug })
    .from(formerSlugs)
    .where(and(eq(formerSlugs.kind, kind), startsWith(formerSlugs.slug, base)));
  return firstFree(
    base,
    [...present, ...former].map((row) => row.slug),
  );
}

// `.` follows `-` in ASCII: the range holds every slug that begins with the base and a hyphen.
function startsWith(column: typeof formerSlugs.slug | RecordTable<never>['table']['slug'], base: string) {
  return or(eq(column, base), and(gte(column, `${base}-`), lt(column, `${base}.`)));
}
