import { and, asc, eq, inArray, isNull, ne, notInArray, sql } from 'drizzle-orm';
import type { Caller } from '../../access/caller.ts';
import { compact } from '../../foundation/compact.ts';
import type { Db } from '../../foundation/database/database.ts';
import { events } from '../../foundation/events/table.ts';
import { articles } from '../stories/table.ts';
import { maySee } from '../stories/visible.ts';

const mostDuplicates = 100;

/**
 * The stories with the same beginning as some: their duplicates, what they are duplicates of, and theirs; of those that
 * the caller may see and that were neither killed nor deleted. Asks as often as there are steps between them.
 */
export async function findDuplicates(db: Db, storyIds: string[], caller: Caller) {
  if (storyIds.length === 0) return [];
  const found = new Set(storyIds);
  for (let last = storyIds; last.length > 0 && found.size <= mostDuplicates;) {
    const next = [...(await sourcesOf(db, last)), ...(await duplicatesOf(db, last))];
    last = [...new Set(next).difference(found)];
    for (const id of last) found.add(id);
  }
  const { id, slug, locale, headline, createdBy, publication, deletedAt } = articles;
  const rows = await db
    .select({ id, slug, locale, headline, createdBy })
    .from(articles)
    .where(
      and(inArray(id, [...found]), notInArray(id, storyIds), ne(publication, 'killed'), isNull(deletedAt)),
    )
    .orderBy(asc(id));
  return rows.filter((row) => maySee(caller, row)).map(({ createdBy: _, ...story }) => story);
}

const duplicated = sql<string | null>`${events.data} ->> 'duplicated'`;

async function sourcesOf(db: Db, ids: string[]): Promise<string[]> {
  const rows = await db
    .select({ duplicated })
    .from(events)
    .where(and(inArray(events.subject, ids), eq(events.action, 'article.created')));
  return compact(rows.map((row) => row.duplicated ?? undefined));
}

async function duplicatesOf(db: Db, ids: string[]): Promise<string[]> {
  const rows = await db.select({ subject: events.subject }).from(events).where(inArray(duplicated, ids));
  return rows.map(({ subject }) => subject);
}
