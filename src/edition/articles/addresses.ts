import { and, asc, count, desc, gt, gte, isNotNull, lt, max, min, sql } from 'drizzle-orm';
import type { Db } from '../../foundation/database/database.ts';
import { findWithParents } from '../../library/sections/store.ts';
import { liveArticles } from './table.ts';

/** A month in UTC, like `2022-06`, with the number of its stories and the time of the last change of any. */
export type Month = { month: string; stories: number; updatedAt: number };

const month = sql<string>`strftime('%Y-%m', ${liveArticles.publishedAt} / 1000, 'unixepoch')`;

/**
 * The months in which live stories were first published, the last first; without those in which all stories have their
 * own address outside `home`, the address of the site with a slash at its end.
 */
export async function listMonths(db: Db, home: string): Promise<Month[]> {
  const rows = await db
    .select({ month, stories: count(), updatedAt: max(liveArticles.updatedAt) })
    .from(liveArticles)
    .groupBy(month)
    .orderBy(desc(month));
  const elsewhere = await countElsewhere(db, home);
  return rows
    .filter((row) => row.stories > (elsewhere.get(row.month) ?? 0))
    .map((row) => ({ ...row, updatedAt: Number(row.updatedAt) }));
}

/** How many stories of each month have their own address elsewhere. */
async function countElsewhere(db: Db, home: string): Promise<Map<string, number>> {
  const { canonicalUrl } = liveArticles;
  const rows = await db
    .select({ month, stories: count() })
    .from(liveArticles)
    .where(and(isNotNull(canonicalUrl), sql`substr(${canonicalUrl}, 1, ${home.length}) <> ${home}`))
    .groupBy(month);
  return new Map(rows.map((row) => [row.month, row.stories]));
}

/** A span of first publications; `before` is excluded. */
type Span = { from: number; before: number };
type Part = {
  order: 'oldestFirst' | 'newestFirst';
  skip?: number;
  limit: number;
  /** Whether to read headlines too; slow for a month, since they are inside each story's JSON. */
  headlines?: boolean;
};

/** What the URLs of the live stories in a span need; `section` is a slug. */
export async function listAddresses(
  db: Db,
  { from, before }: Span,
  { order, skip = 0, limit, headlines = false }: Part,
) {
  const { id, slug, locale, sectionId, publishedAt, updatedAt, content, canonicalUrl } = liveArticles;
  const headline = headlines ? sql<string>`${content} ->> '$.headline'` : sql<string>`''`;
  const rows = await db
    .select({ id, slug, locale, sectionId, publishedAt, updatedAt, headline, canonicalUrl })
    .from(liveArticles)
    .where(and(gte(publishedAt, from), lt(publishedAt, before)))
    .orderBy(...[publishedAt, id].map(order === 'oldestFirst' ? asc : desc))
    .limit(limit)
    .offset(skip);
  const sections = await findWithParents(
    db,
    rows.flatMap((row) => row.sectionId ?? []),
  );
  return rows.map(({ sectionId, ...row }) => ({ ...row, section: sections.get(sectionId ?? '')?.slug }));
}

/** The languages in which stories are live, in the order of their tags: one step along an index for each. */
export async function listLocales(db: Db): Promise<string[]> {
  const { locale } = liveArticles;
  const found: string[] = [];
  for (;;) {
    const last = found.at(-1);
    const [row] = await db
      .select({ next: min(locale) })
      .from(liveArticles)
      .where(last === undefined ? undefined : gt(locale, last));
    if (!row?.next) return found;
    found.push(row.next);
  }
}
