import { and, asc, eq, exists, inArray, isNull, max, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Caller } from '../../access/caller.ts';
import type { Db } from '../../foundation/database/database.ts';
import { findHeadlines } from '../../edition/articles/find.ts';
import { withMerged } from '../../library/records/merged.ts';
import { mostUses, type Use, type UsedKind } from '../../library/records/uses.ts';
import { articleReferences, articles } from '../stories/table.ts';
import { maySee } from '../stories/visible.ts';

/**
 * The stories that use a record in their copy, their live version or both, each once; at most `mostUses`. Callers who
 * may not see the copy get the public headline.
 */
export async function findArticleUses(db: Db, kind: UsedKind, id: string, caller: Caller): Promise<Use[]> {
  const { id: articleId, createdBy, slug, headline } = articles;
  const rows = await db
    .select({
      id: articleId,
      createdBy,
      slug,
      headline,
      inCopy: max(articleReferences.inCopy),
      inLive: max(articleReferences.inLive),
    })
    .from(articleReferences)
    .innerJoin(articles, eq(articleId, articleReferences.articleId))
    .where(
      and(
        inArray(articleReferences.target, await withMerged(db, [id])),
        // References of deleted stories to other stories do not count; those to records do, so that the story can be
        // restored.
        kind === 'article' ? isNull(articles.deletedAt) : undefined,
      ),
    )
    .groupBy(articleId, createdBy, slug, headline)
    .orderBy(asc(articleId))
    .limit(mostUses);
  const live = await findHeadlines(
    db,
    rows.filter(({ inLive }) => inLive).map((row) => row.id),
  );
  return rows.map(({ inCopy, inLive, ...story }) => {
    const isCopyTold = inCopy && maySee(caller, story);
    const told = isCopyTold ? story : live.get(story.id);
    return {
      kind: 'article',
      id: story.id,
      as: kind,
      ...(told && { slug: told.slug, headline: told.headline }),
      states: [...(inCopy ? ['copy' as const] : []), ...(inLive ? ['live' as const] : [])],
    };
  });
}

/** A condition: a story uses the record or picture whose id is in `column`. */
export function isNamedByStories(db: Db, column: PgColumn): SQL {
  return exists(
    db
      .select({ id: articleReferences.articleId })
      .from(articleReferences)
      .where(eq(articleReferences.target, column)),
  );
}
