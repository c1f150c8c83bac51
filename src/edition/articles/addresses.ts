import { and, asc, count, desc, gt, gte, isNotNull, lt, max, min, not, sql, type SQL } from 'drizzle-orm';
import type { Db } from '../../foundation/database/database.ts';
import { isUnset } from '../../foundation/database/prepared.ts';
import { findWithParents } from '../../library/sections/store.ts';
import { stepsOf, type Site } from '../../library/site.ts';
import { sections } from '../../library/tables/sections.ts';
import { liveArticles } from './table.ts';

/** A month in UTC, like `2022-06`, with the number of its stories and the time of the last change of any. */
export type Month = { month: string; stories: number; updatedAt: number };

const { month } = liveArticles;

/** The months in which stories with an address of their own here were first published, the last first. */
export async function listMonths(db: Db, site: Site): Promise<Month[]> {
  const rows = await db
    .select({ month, stories: count(), updatedAt: max(liveArticles.updatedAt) })
    .from(liveArticles)
    .groupBy(month)
    .orderBy(desc(month));
  const elsewhere = await countElsewhere(db, site);
  return rows
    .map((row) => ({ ...row, stories: row.stories - (elsewhere.get(row.month) ?? 0) }))
    .filter(({ stories }) => stories > 0)
    .map((row) => ({ ...row, updatedAt: Number(row.updatedAt) }));
}

/** How many stories of each month have another address that stands for theirs. */
async function countElsewhere(db: Db, site: Site): Promise<Map<string, number>> {
  const rows = await db
    .select({ month, stories: count() })
    .from(liveArticles)
    .where(and(isNotNull(liveArticles.canonicalUrl), not(isHere(site))))
    .groupBy(month);
  return new Map(rows.map((row) => [row.month, row.stories]));
}

/** Whether no other address stands for that of a story: the same as `storyAddress` makes, of which hosts have no case. */
function isHere(site: Site): SQL {
  const { canonicalUrl, sectionId, id, slug, locale } = liveArticles;
  const section = sql`coalesce((SELECT ${sections.slug} FROM ${sections} WHERE ${sections.id} = ${sectionId} AND ${isUnset(sections.hidden)}), 'news')`;
  const parts: Record<string, unknown> = { id, slug, locale, section };
  const steps = stepsOf(site).map((step, index) => (index % 2 === 1 ? sql`${parts[step]}` : sql`${step}`));
  return sql`(${canonicalUrl} IS NULL OR lower(${canonicalUrl}) = lower(${sql.join(steps, sql` || `)}))`;
}

/** A span of first publications; `before` is excluded. */
type Span = { from: number; before: number };
type Part = {
  order: 'oldestFirst' | 'newestFirst';
  skip?: number;
  limit: number;
};

/** What the URLs of the live stories in a span need, without those whose address is elsewhere; `section` is a slug. */
export async function listAddresses(
  db: Db,
  site: Site,
  { from, before }: Span,
  { order, skip = 0, limit }: Part,
) {
  const { id, slug, locale, sectionId, publishedAt, updatedAt, headline } = liveArticles;
  const rows = await db
    .select({ id, slug, locale, sectionId, publishedAt, updatedAt, headline })
    .from(liveArticles)
    .where(and(gte(publishedAt, from), lt(publishedAt, before), isHere(site)))
    .orderBy(...[publishedAt, id].map(order === 'oldestFirst' ? asc : desc))
    .limit(limit)
    .offset(skip);
  const found = await findWithParents(
    db,
    rows.flatMap((row) => row.sectionId ?? []),
  );
  return rows.map(({ sectionId, ...row }) => ({ ...row, section: found.get(sectionId ?? '')?.slug }));
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
