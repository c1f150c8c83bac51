import { and, asc, eq, gt, isNull, lt, ne, notExists, notInArray, or } from 'drizzle-orm';
import type { Db, Work } from '../../foundation/database/database.ts';
import { record } from '../../foundation/events/record.ts';
import { events } from '../../foundation/events/table.ts';
import type { ArticleContent } from '../../edition/articles/content.ts';
import { articles, articleVersions } from '../stories/table.ts';

/** The place of a version in the order of all, the oldest first. */
export type Place = { at: number; articleId: string; version: number };

/** A batch of old versions: saved before `before` (UTC milliseconds), after `place`, at most `limit`. */
export type Batch = { before: number; place?: Place | undefined; limit: number };

// Events of merely creating a version. Any other event of a version (published, scheduled, approved) keeps its text.
const making = ['article.created', 'article.saved', 'article.restored', 'article.thinned'];

/** The versions whose text may be dropped, and where to continue if there are more. */
export async function findDroppable(
  db: Db,
  { before, place, limit }: Batch,
): Promise<{ droppable: Place[]; next?: Place }> {
  const { articleId, version, at, thinnedAt } = articleVersions;
  // The limit applies before versions are left out, so that kept versions are not read again and again.
  const old = await db
    .select({ at, articleId, version })
    .from(articleVersions)
    .where(and(isNull(thinnedAt), lt(at, before), place && isAfter(place)))
    .orderBy(asc(at), asc(articleId), asc(version))
    .limit(limit);
  const droppable: Place[] = [];
  for (const one of old) if (await isDroppable(db, one)) droppable.push(one);
  const last = old.at(-1);
  return { droppable, ...(last && old.length === limit && { next: last }) };
}

/**
 * Drops the text of old draft versions; number, time and author stay. The newest version is kept whole, and so is every
 * version with an event beyond its creation. Gives where to continue.
 */
export async function dropOldTexts(work: Work, batch: Batch): Promise<Place | undefined> {
  const { tx, now } = work;
  const { droppable, next } = await findDroppable(tx, batch);
  const { articleId, version } = articleVersions;
  for (const [subject, thinned] of Map.groupBy(droppable, (one) => one.articleId)) {
    const versions = thinned.map((one) => one.version).sort((a, b) => a - b);
    for (const number of versions)
      await tx
        .update(articleVersions)
        .set({ content: {} as ArticleContent, thinnedAt: now })
        .where(and(eq(articleId, subject), eq(version, number)));
    await record(work, { action: 'article.thinned', subject, data: { versions } });
  }
  return next;
}

async function isDroppable(db: Db, { articleId, version }: Place): Promise<boolean> {
  const { subject, fromVersion, toVersion, action } = events;
  const naming = db
    .select({ seq: events.seq })
    .from(events)
    .where(
      and(
        eq(subject, articleId),
        or(eq(fromVersion, version), eq(toVersion, version)),
        notInArray(action, making),
      ),
    );
  const [row] = await db
    .select({ id: articles.id })
    .from(articles)
    .where(
      and(
        eq(articles.id, articleId),
        ne(articles.copyVersion, version),
        or(isNull(articles.publishedVersion), ne(articles.publishedVersion, version)),
        notExists(naming),
      ),
    );
  return row !== undefined;
}

function isAfter(place: Place) {
  const { articleId, version, at } = articleVersions;
  return or(
    gt(at, place.at),
    and(eq(at, place.at), gt(articleId, place.articleId)),
    and(eq(at, place.at), eq(articleId, place.articleId), gt(version, place.version)),
  );
}
