import { eq, sql } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { Db, Moment } from '../../foundation/database/database.ts';
import { conflict } from '../../foundation/problem.ts';
import { agencies } from '../tables/agencies.ts';
import { alerts } from '../tables/alerts.ts';
import { bylines } from '../tables/bylines.ts';
import { media } from '../tables/pictures.ts';
import { sections } from '../tables/sections.ts';

/** What can be in use. */
export type UsedKind = 'agency' | 'byline' | 'section' | 'topic' | 'media' | 'article';
export type Use = {
  kind: 'agency' | 'byline' | 'section' | 'media' | 'alert' | 'article' | 'key';
  id: string;
  /** The field in which it is used. */
  as: string;
  slug?: string;
  name?: string;
  /** The headline of a story, if the caller may see it. */
  headline?: string;
  /** Of a story: whether the copy that the desk works on names it, what the public reads, or both. */
  states?: ('copy' | 'live')[];
};

/** Finds the uses of a record or picture, at most `mostUses`. Passed in, since the library does not know stories. */
export type WhereUsed = (db: Db, kind: UsedKind, id: string) => Promise<Use[]>;

/** The most uses that are listed. */
export const mostUses = 100;

type Place = { kind: Exclude<Use['kind'], 'article' | 'key'>; as: string; table: PgTable; column: PgColumn };

const places: Partial<Record<UsedKind, Place[]>> = {
  agency: [
    { kind: 'byline', as: 'agency', table: bylines, column: bylines.agencyId },
    { kind: 'media', as: 'agency', table: media, column: media.agencyId },
  ],
  media: [
    { kind: 'agency', as: 'logo', table: agencies, column: agencies.logoId },
    { kind: 'byline', as: 'portrait', table: bylines, column: bylines.portraitId },
  ],
  section: [{ kind: 'section', as: 'parent', table: sections, column: sections.parentId }],
  article: [{ kind: 'alert', as: 'article', table: alerts, column: alerts.articleId }],
};

/** Where the library itself uses something, at most `mostUses` places of each kind. */
export async function findLibraryUses(db: Db, kind: UsedKind, id: string): Promise<Use[]> {
  const uses: Use[] = [];
  for (const place of places[kind] ?? []) uses.push(...(await usesAt(db, place, id)));
  return uses.slice(0, mostUses);
}

/** Replaces references of the library to `from` by `to`, one statement per column. */
export async function moveLibraryUses(
  { tx, now }: Moment,
  kind: UsedKind,
  from: string,
  to: string,
): Promise<void> {
  for (const { table, column } of places[kind] ?? []) {
    // Each of them has a revision and the time of its change, as bylines have.
    const changed = table as typeof bylines;
    const changes = { [keyOf(table, column)]: to, revision: sql`${changed.revision} + 1`, updatedAt: now };
    await tx.update(changed).set(changes).where(eq(column, from));
  }
}

function keyOf(table: PgTable, column: PgColumn): string {
  return Object.entries(table).find(([, one]) => one === column)![0];
}

/** Throws `conflict` with `usedBy` if there are any uses. */
export function refuseWhileUsed(kind: UsedKind, uses: Use[]): void {
  if (uses.length === 0) return;
  const count =
    uses.length === mostUses
      ? `${mostUses} places or more`
      : `${uses.length} place${uses.length === 1 ? '' : 's'}`;
  throw conflict(`This ${kind} is in use in ${count}; take it out there first.`, { usedBy: uses });
}

async function usesAt(db: Db, { kind, as, table, column }: Place, id: string): Promise<Use[]> {
  // Of any table the types tell no column.
  const rows = (await db
    .select()
    .from(table)
    .where(eq(column, id))
    .orderBy(sql`${table}.id`)
    .limit(mostUses)) as Record<string, string>[];
  return rows.map((row) => ({
    kind,
    id: row['id']!,
    as,
    ...(row['slug'] === undefined ? {} : { slug: row['slug'] }),
    ...(row['name'] === undefined ? {} : { name: row['name'] }),
  }));
}
