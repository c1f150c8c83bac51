import { and, desc, gte, lt, max, sql } from 'drizzle-orm';
import type { Db } from '../../foundation/database/database.ts';
import { findWithParents } from '../../library/sections/store.ts';
import { liveArticles } from './table.ts';

/** A month of UTC, like `2022-06`, with the moment at which a story of it last changed. */
export type Month = { month: string; updatedAt: number };

const month = sql<string>`strftime('%Y-%m', ${liveArticles.publishedAt} / 1000, 'unixepoch')`;

/** The months in which live stories were first published, the last first. */
export async function listMonths(db: Db): Promise<Month[]> {
  const rows = await db
    .select({ month, updatedAt: max(liveArticles.updatedAt) })
    .from(liveArticles)
    .groupBy(month)
    .orderBy(desc(month));
  return rows.map(({ month, updatedAt }) => ({ month, updatedAt: Number(updatedAt) }));
}

/** Headlines stand within each story's text, which to open for a whole month takes long: for those who need them. */
type Span = { from: number; before: number; limit: number; headlines?: boolean };

/** Where the live stories of a span of first publications are found, the newest first; `section` is a slug. */
export async function listAddresses(db: Db, { from, before, limit, headlines = false }: Span) {
  const { id, slug, locale, sectionId, publishedAt, updatedAt, content } = liveArticles;
  const headline = headlines ? sql<string>`${content} ->> '$.headline'` : sql<string>`''`;
  const rows = await db
    .select({ id, slug, locale, sectionId, publishedAt, updatedAt, headline })
    .from(liveArticles)
    .where(and(gte(publishedAt, from), lt(publishedAt, before)))
    .orderBy(desc(publishedAt), desc(id))
    .limit(limit);
  const sections = await findWithParents(
    db,
    rows.flatMap((row) => row.sectionId ?? []),
  );
  return rows.map(({ sectionId, ...row }) => ({ ...row, section: sections.get(sectionId ?? '')?.slug }));
}
