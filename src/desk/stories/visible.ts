import { asc, eq, sql } from 'drizzle-orm';
import type { FastifyRequest } from 'fastify';
import type { Caller } from '../../access/caller.ts';
import type { Db } from '../../foundation/database/database.ts';
import { prepared } from '../../foundation/database/prepared.ts';
import { etagOfRevision, requireMatch } from '../../foundation/http/request/if-match.ts';
import { isId } from '../../foundation/ids.ts';
import { conflict, notFound } from '../../foundation/problem.ts';
import { toTimestamp } from '../../foundation/clock.ts';
import { findArticle, findNewest } from './store.ts';
import { openRow, type OpenedStory } from './story.ts';
import { articles, articleSlugs, type ArticleRow } from './table.ts';

type Asked = { article: string; locale?: string | undefined; defaultLocale: string };

/** Whether a caller may see a story: their own, or any with the scope `articles:any`. */
export function maySee(caller: Caller, story: Pick<ArticleRow, 'createdBy'>): boolean {
  return story.createdBy === caller.id || maySeeAny(caller);
}

/** Whether a caller may see every story. */
export function maySeeAny({ scopes }: Caller): boolean {
  return scopes.has('articles:any');
}

/**
 * The story with an id or a present or former slug. Without `locale` a slug means the story of the default locale, else
 * the oldest. Throws `not-found`, also when the caller may not see it.
 */
export async function findVisible(db: Db, caller: Caller, asked: Asked): Promise<ArticleRow> {
  return chosen(candidates(await findNamed(db, caller, asked), asked), asked);
}

async function findNamed(db: Db, caller: Caller, { article }: Asked): Promise<ArticleRow[]> {
  const rows = isId('article', article) ? [await findArticle(db, article)] : await findBySlug(db, article);
  return rows.filter((row) => row !== undefined).filter((row) => maySee(caller, row));
}

/** The stories that a slug may mean: those that are not deleted, else deleted ones; the reverse with `isOfDeleted`. */
function candidates(rows: ArticleRow[], { article, locale }: Asked, isOfDeleted = false): ArticleRow[] {
  if (isId('article', article)) return rows;
  if (locale !== undefined) return rows.filter((row) => row.locale === locale);
  const meant = rows.filter((row) => (row.deletedAt !== null) === isOfDeleted);
  return meant.length > 0 ? meant : rows;
}

function chosen(rows: ArticleRow[], { defaultLocale }: Asked): ArticleRow {
  const found = rows.find((row) => row.locale === defaultLocale) ?? rows[0];
  if (!found) throw notFound('article');
  return found;
}

/** Opens the story with an id or slug, to create another from it. Throws `not-found`. */
export async function openVisible(db: Db, caller: Caller, asked: Asked): Promise<OpenedStory> {
  return openRow(db, await findVisible(db, caller, asked));
}

/**
 * Opens the story for a change; with `isOfDeleted` a slug means a deleted one. Throws `not-found`,
 * `precondition-required` or `stale` by `If-Match`, and `conflict` when several stories share the slug, since the tag
 * of one must not change another. The action itself checks whether it is allowed.
 */
export async function openStory(
  db: Db,
  request: FastifyRequest,
  asked: Asked,
  { isOfDeleted = false, anyState }: { isOfDeleted?: boolean; anyState?: boolean } = {},
): Promise<OpenedStory> {
  const [rows, newest] = await Promise.all([
    findNamed(db, request.actor, asked),
    findNewest(db, asked.article),
  ]);
  const named = candidates(rows, asked, isOfDeleted);
  const story = chosen(named, asked);
  if (named.length > 1) {
    throw conflict(`Several stories share the slug "${asked.article}": say which by locale, or by id.`, {
      stories: named.map(({ id, locale }) => ({ id, locale })),
    });
  }
  requireMatch(request, currentStoryOf(story), { anyState });
  return openRow(db, story, newest.get(story.id));
}

/** The present state, for requests with an older one. */
export function currentStoryOf({ revision, copyVersion, updatedAt }: ArticleRow) {
  return { etag: etagOfRevision(revision), version: copyVersion, updatedAt: toTimestamp(updatedAt) };
}

async function findBySlug(db: Db, slug: string): Promise<ArticleRow[]> {
  const rows = await bySlug(db, { slug });
  return rows.map(({ article }) => article);
}

const bySlug = prepared((db) =>
  db
    .select({ article: articles })
    .from(articleSlugs)
    .innerJoin(articles, eq(articles.id, articleSlugs.articleId))
    .where(eq(articleSlugs.slug, sql.placeholder('slug')))
    .orderBy(asc(articles.id)),
);
