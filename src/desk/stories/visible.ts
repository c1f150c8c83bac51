import { asc, eq } from 'drizzle-orm';
import type { FastifyRequest } from 'fastify';
import type { Caller } from '../../access/caller.ts';
import type { Db, Moment } from '../../foundation/database/database.ts';
import { etagOfRevision, requireMatch } from '../../foundation/http/request/if-match.ts';
import { isId } from '../../foundation/ids.ts';
import { conflict, notFound } from '../../foundation/problem.ts';
import { toTimestamp } from '../../foundation/clock.ts';
import { requireScope } from '../../access/scopes.ts';
import { requireLegal, scopeOf, type ActionName } from './actions.ts';
import { findStanding } from './standing.ts';
import { articles, articleSlugs, type ArticleRow } from './table.ts';

type Asked = { article: string; locale?: string | undefined; defaultLocale: string };

/** Whether a caller may know of a story: their own, or with the scope `articles:any` every one. */
export function maySee(caller: Caller, story: Pick<ArticleRow, 'createdBy'>): boolean {
  return story.createdBy === caller.id || maySeeAny(caller);
}

/** Whether a caller may know of every story. */
export function maySeeAny({ scopes }: Caller): boolean {
  return scopes.has('articles:any');
}

/**
 * The story at an id or at any slug it has or had. Without `locale` a slug means the default locale's story, else the
 * oldest. Throws `not-found`, also when it is another's and the caller may not know of it.
 */
export async function findVisible(db: Db, caller: Caller, asked: Asked): Promise<ArticleRow> {
  return chosen(candidates(await findNamed(db, caller, asked), asked), asked);
}

async function findNamed(db: Db, caller: Caller, { article }: Asked): Promise<ArticleRow[]> {
  const rows = isId('article', article)
    ? await db.select().from(articles).where(eq(articles.id, article))
    : await findBySlug(db, article);
  return rows.filter((row) => maySee(caller, row));
}

/** Those that a name may mean: of stories that share it, those that are there before those that were deleted. */
function candidates(rows: ArticleRow[], { article, locale }: Asked, action?: ActionName): ArticleRow[] {
  if (isId('article', article)) return rows;
  if (locale !== undefined) return rows.filter((row) => row.locale === locale);
  const meant = rows.filter((row) => (row.deletedAt !== null) === (action === 'undelete'));
  return meant.length > 0 ? meant : rows;
}

function chosen(rows: ArticleRow[], { defaultLocale }: Asked): ArticleRow {
  const found = rows.find((row) => row.locale === defaultLocale) ?? rows[0];
  if (!found) throw notFound('article');
  return found;
}

/**
 * The story that a change is meant for. Throws `not-found`, `precondition-required` or `stale` by `If-Match`, and
 * `conflict` with what is possible instead when the move is not legal now, or when several stories share the slug: a tag
 * that fits one of them must not change another.
 */
export async function openStory(
  { tx, now }: Moment,
  request: FastifyRequest,
  action: ActionName | undefined,
  asked: Asked,
): Promise<ArticleRow> {
  const named = candidates(await findNamed(tx, request.actor, asked), asked, action);
  const story = chosen(named, asked);
  if (named.length > 1) {
    throw conflict(`Several stories share the slug "${asked.article}": say which by locale, or by id.`, {
      stories: named.map(({ id, locale }) => ({ id, locale })),
    });
  }
  requireMatch(request, currentOf(story));
  if (action !== undefined) {
    const standing = await findStanding(tx, story);
    // Deleting tells by itself who names the story, and where.
    const decisive = action === 'delete' ? { ...standing, namedBy: 0 } : standing;
    requireScope(request.actor, scopeOf(action, story));
    requireLegal(action, decisive, now, { caller: request.actor });
  }
  return story;
}

/** What is told of the present state to whoever came with an older one. */
export function currentOf({ revision, copyVersion, updatedAt }: ArticleRow) {
  return { etag: etagOfRevision(revision), version: copyVersion, updatedAt: toTimestamp(updatedAt) };
}

async function findBySlug(db: Db, slug: string): Promise<ArticleRow[]> {
  const rows = await db
    .select({ article: articles })
    .from(articleSlugs)
    .innerJoin(articles, eq(articles.id, articleSlugs.articleId))
    .where(eq(articleSlugs.slug, slug))
    .orderBy(asc(articles.id));
  return rows.map(({ article }) => article);
}
