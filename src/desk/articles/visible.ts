import { asc, eq } from 'drizzle-orm';
import type { FastifyRequest } from 'fastify';
import type { Caller } from '../../access/caller.ts';
import type { Db, Moment } from '../../foundation/database/database.ts';
import { etagOfRevision, requireMatch } from '../../foundation/http/if-match.ts';
import { isId } from '../../foundation/ids.ts';
import { conflict, notFound } from '../../foundation/problem.ts';
import { toTimestamp } from '../../foundation/clock.ts';
import { requireLegal, type ActionName } from './actions.ts';
import { articles, articleSlugs, type ArticleRow } from './table.ts';

type Asked = { article: string; locale?: string | undefined; defaultLocale: string };

/** Whether a caller may know of a story: their own, or with the scope `articles:any` every one. */
export function maySee({ id, scopes }: Caller, story: Pick<ArticleRow, 'createdBy'>): boolean {
  return story.createdBy === id || scopes.has('articles:any');
}

/**
 * The story at an id or at any slug it has or had. Without `locale` a slug means the default locale's story, else the
 * oldest. Throws `not-found`, also when it is another's and the caller may not know of it.
 */
export async function findVisible(db: Db, caller: Caller, asked: Asked): Promise<ArticleRow> {
  return chosen(await findNamed(db, caller, asked), asked);
}

async function findNamed(db: Db, caller: Caller, { article }: Asked): Promise<ArticleRow[]> {
  const rows = isId('article', article)
    ? await db.select().from(articles).where(eq(articles.id, article))
    : await findBySlug(db, article);
  return rows.filter((row) => maySee(caller, row));
}

function chosen(rows: ArticleRow[], { article, locale, defaultLocale }: Asked): ArticleRow {
  const wanted = locale ?? defaultLocale;
  const isOpen = locale === undefined || isId('article', article);
  const found = rows.find((row) => row.locale === wanted) ?? (isOpen ? rows[0] : undefined);
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
  action: ActionName,
  asked: Asked,
): Promise<ArticleRow> {
  const named = await findNamed(tx, request.actor, asked);
  const story = chosen(named, asked);
  if (named.length > 1 && asked.locale === undefined) {
    throw conflict(`Several stories share the slug "${asked.article}": say which by locale, or by id.`, {
      stories: named.map(({ id, locale }) => ({ id, locale })),
    });
  }
  requireMatch(request, currentOf(story));
  requireLegal(action, story, now, request.actor);
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
