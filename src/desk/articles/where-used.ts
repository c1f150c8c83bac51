import { and, asc, eq, exists, isNull, or, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Caller } from '../../access/caller.ts';
import type { Db } from '../../foundation/database/database.ts';
import { mostUses, type Use, type UsedKind } from '../../library/uses.ts';
import { articleReferences, articles, articleVersions } from './table.ts';
import { maySee } from './visible.ts';

/**
 * The stories that name something, in their copy or in what the public reads; at most `mostUses`. What a copy is called
 * is told only to those who may read it.
 */
export async function findArticleUses(db: Db, kind: UsedKind, id: string, caller: Caller): Promise<Use[]> {
  const rows = await db
    .select({
      id: articleReferences.articleId,
      state: articleReferences.state,
      createdBy: articles.createdBy,
      content: articleVersions.content,
    })
    .from(articleReferences)
    .innerJoin(articles, eq(articles.id, articleReferences.articleId))
    .innerJoin(
      articleVersions,
      and(
        eq(articleVersions.articleId, articles.id),
        or(
          and(eq(articleReferences.state, 'copy'), eq(articleVersions.version, articles.copyVersion)),
          and(eq(articleReferences.state, 'live'), eq(articleVersions.version, articles.publishedVersion)),
        ),
      ),
    )
    .where(
      and(
        eq(articleReferences.kind, kind),
        eq(articleReferences.target, id),
        // A story outlives what names it; what else a deleted story names waits for its return.
        kind === 'article' ? isNull(articles.deletedAt) : undefined,
      ),
    )
    .orderBy(asc(articleReferences.articleId), asc(articleReferences.state))
    .limit(mostUses);
  return rows.map(({ id: articleId, state, createdBy, content: { slug, headline } }) => ({
    kind: 'article',
    id: articleId,
    as: kind,
    state,
    ...(state === 'live' || maySee(caller, { createdBy }) ? { slug, headline } : {}),
  }));
}

/** The WHERE that keeps what some story names: `column` holds its id. */
export function isNamedByStories(db: Db, kind: UsedKind, column: PgColumn): SQL {
  return exists(
    db
      .select({ id: articleReferences.articleId })
      .from(articleReferences)
      .where(and(eq(articleReferences.kind, kind), eq(articleReferences.target, column))),
  );
}
