import { asc, eq, inArray } from 'drizzle-orm';
import type { Db } from '../../foundation/database/database.ts';
import { isId } from '../../foundation/ids.ts';
import { findTombstone, type TombstoneRow } from '../tombstones/store.ts';
import { liveArticles, liveSlugs, type LiveRow } from './table.ts';

/** What stands at an address: a live story under its present name or an older one, a tombstone, or nothing. */
export type Found = { live: LiveRow; byFormerSlug: boolean } | { tombstone: TombstoneRow } | undefined;

/** The story at an id or slug. Without `locale` a slug means the default locale's story, else the oldest. */
export async function findLive(
  db: Db,
  idOrSlug: string,
  locale: string | undefined,
  defaultLocale: string,
): Promise<Found> {
  const id = isId('article', idOrSlug) ? idOrSlug : await findBySlug(db, idOrSlug, locale, defaultLocale);
  if (id === undefined) return undefined;
  const [live] = await db.select().from(liveArticles).where(eq(liveArticles.id, id));
  if (live) return { live, byFormerSlug: id !== idOrSlug && live.slug !== idOrSlug };
  const tombstone = await findTombstone(db, id);
  return tombstone && { tombstone };
}

/** Names and addresses of those of these stories that are live, by id; one query. */
export type LiveHeadline = Pick<LiveRow, 'id' | 'slug' | 'locale' | 'kind' | 'publishedAt' | 'changedAt'> & {
  headline: string;
};

export async function findHeadlines(db: Db, ids: Iterable<string>): Promise<Map<string, LiveHeadline>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Map();
  const { id, slug, locale, kind, publishedAt, changedAt, content } = liveArticles;
  const rows = await db
    .select({ id, slug, locale, kind, publishedAt, changedAt, content })
    .from(liveArticles)
    .where(inArray(liveArticles.id, wanted));
  return new Map(rows.map(({ content, ...row }) => [row.id, { ...row, headline: content.headline }]));
}

async function findBySlug(db: Db, slug: string, locale: string | undefined, defaultLocale: string) {
  const rows = await db
    .select({ articleId: liveSlugs.articleId, locale: liveSlugs.locale })
    .from(liveSlugs)
    .where(eq(liveSlugs.slug, slug))
    .orderBy(asc(liveSlugs.articleId));
  const chosen =
    locale === undefined
      ? (rows.find((row) => row.locale === defaultLocale) ?? rows[0])
      : rows.find((row) => row.locale === locale);
  return chosen?.articleId;
}
