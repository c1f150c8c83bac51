import { and, desc, eq, gt, isNull, lte, or, sql } from 'drizzle-orm';
import type { Db, Tx } from '../../foundation/database/database.ts';
import { preparedInsert } from '../../foundation/database/prepared-insert.ts';
import { atMost, prepared, preparedForIds } from '../../foundation/database/prepared.ts';
import { newId } from '../../foundation/ids.ts';
import { decodeCursor } from '../../foundation/page/cursor.ts';
import { after, inOrder, keyPlaces, keyValues } from '../../foundation/page/keyset.ts';
import { pageOf, type Page } from '../../foundation/page/page.ts';
import { liveArticles } from '../articles/table.ts';
import { corrections } from './table.ts';

export type CorrectionRow = typeof corrections.$inferSelect;
export type CorrectionOfStory = CorrectionRow & {
  article: { id: string; slug: string; locale: string; headline: string };
};

const newestFirst = { columns: [corrections.at, corrections.id], descending: true };
const isToldOf = sql`${corrections.kind} <> 'refile'`;
const isPublic = and(isToldOf, isNull(corrections.publicUntil));

export async function insertCorrection(
  tx: Tx,
  correction: Omit<CorrectionRow, 'id' | 'publicUntil'>,
): Promise<void> {
  await insert(tx, { id: newId('correction'), publicUntil: null, ...correction });
}

const insert = preparedInsert(corrections);

/** The public corrections of these stories, newest first; one query. */
export async function findCorrections(db: Db, articleIds: string[]): Promise<Map<string, CorrectionRow[]>> {
  const rows = await publicAmong(db, articleIds);
  return Map.groupBy(rows, ({ articleId }) => articleId);
}

const publicAmong = preparedForIds((db, among) =>
  db
    .select()
    .from(corrections)
    .where(and(among(corrections.articleId), isPublic))
    .orderBy(desc(corrections.at), desc(corrections.id)),
);

/** The corrections of a story that were public at a time (UTC milliseconds), newest first. */
export async function findCorrectionsAt(db: Db, id: string, at: number): Promise<CorrectionRow[]> {
  const { articleId, publicUntil } = corrections;
  return db
    .select()
    .from(corrections)
    .where(
      and(eq(articleId, id), isToldOf, lte(corrections.at, at), or(isNull(publicUntil), gt(publicUntil, at))),
    )
    .orderBy(desc(corrections.at), desc(corrections.id));
}

/** Takes the corrections of a story out of the public. */
export async function endCorrections(tx: Tx, id: string, now: number): Promise<void> {
  const { articleId, publicUntil } = corrections;
  await tx
    .update(corrections)
    .set({ publicUntil: now })
    .where(and(eq(articleId, id), isNull(publicUntil)));
}

/** One page of the corrections of live stories, newest first. */
export async function listCorrections(
  db: Db,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Page<CorrectionOfStory>> {
  const list = { sort: '-at', filters: {} };
  const key = cursor === undefined ? undefined : decodeCursor(list, cursor, newestFirst.columns);
  const rows = await publicRows(db, { ...keyValues(key), limit: limit + 1 }, key !== undefined);
  const stories = rows.map(({ correction, article, content }) => ({
    ...correction,
    article: { ...article, headline: content.headline },
  }));
  return pageOf(stories, limit, list, ({ at, id }) => [at, id]);
}

const publicRows = prepared((db, hasKey: boolean) =>
  db
    .select({
      correction: corrections,
      article: { id: liveArticles.id, slug: liveArticles.slug, locale: liveArticles.locale },
      content: liveArticles.content,
    })
    .from(corrections)
    .innerJoin(liveArticles, eq(liveArticles.id, corrections.articleId))
    .where(and(isPublic, hasKey ? after(newestFirst, keyPlaces(newestFirst)) : undefined))
    .orderBy(...inOrder(newestFirst))
    .limit(atMost('limit')),
);
