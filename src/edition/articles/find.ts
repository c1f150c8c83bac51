import { asc, eq, sql } from 'drizzle-orm';
import type { Db } from '../../foundation/database/database.ts';
import { given, prepared, preparedAmong } from '../../foundation/database/prepared.ts';
import { isId } from '../../foundation/ids.ts';
import { findTombstone, type TombstoneRow } from '../tombstones/store.ts';
import { liveArticles, liveSlugs, type LiveRow } from './table.ts';

/** What stands at an address: a live story under its present name or another one, a tombstone, or nothing. */
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
  const [live] = await rowById(db, { id });
  if (live) return { live, byFormerSlug: id !== idOrSlug && live.slug !== idOrSlug };
  const tombstone = await findTombstone(db, id);
  if (tombstone?.state === 'consolidated') return findOther(db, tombstone);
  return tombstone && { tombstone };
}

/** What has become of the story that this one went into. It was live then, so that no way leads in a circle. */
async function findOther(db: Db, { substituteId }: TombstoneRow): Promise<Found> {
  const [live] = await rowById(db, { id: substituteId! });
  if (live) return { live, byFormerSlug: true };
  const tombstone = await findTombstone(db, substituteId!);
  if (tombstone?.state === 'consolidated') return findOther(db, tombstone);
  return tombstone && { tombstone };
}

const rowById = prepared((db) =>
  db
    .select()
    .from(liveArticles)
    .where(eq(liveArticles.id, given('id'))),
);

/** Names and addresses of those of these stories that are live, by id; one query. */
export type LiveHeadline = Pick<LiveRow, 'id' | 'slug' | 'locale' | 'kind' | 'publishedAt' | 'changedAt'> & {
  headline: string;
};

export async function findHeadlines(db: Db, ids: Iterable<string>): Promise<Map<string, LiveHeadline>> {
  const rows = await headlinesAmong(db, ids);
  return new Map(rows.map((row) => [row.id, row]));
}

const headlineColumns = {
  id: liveArticles.id,
  slug: liveArticles.slug,
  locale: liveArticles.locale,
  kind: liveArticles.kind,
  publishedAt: liveArticles.publishedAt,
  changedAt: liveArticles.changedAt,
  headline: sql<string>`${liveArticles.content} ->> '$.headline'`,
};

const headlinesAmong = preparedAmong((db, among) =>
  db.select(headlineColumns).from(liveArticles).where(among(liveArticles.id)),
);

/** The live stories that translate these originals, by the original; one query. */
export async function findTranslations(
  db: Db,
  originals: Iterable<string>,
): Promise<Map<string, LiveHeadline[]>> {
  const rows = await translationsAmong(db, originals);
  return Map.groupBy(rows, ({ translationOf }) => translationOf!);
}

const translationsAmong = preparedAmong((db, among) =>
  db
    .select({ ...headlineColumns, translationOf: liveArticles.translationOf })
    .from(liveArticles)
    .where(among(liveArticles.translationOf)),
);

async function findBySlug(db: Db, slug: string, locale: string | undefined, defaultLocale: string) {
  const rows = await storiesBySlug(db, { slug });
  const chosen =
    locale === undefined
      ? (rows.find((row) => row.locale === defaultLocale) ?? rows[0])
      : rows.find((row) => row.locale === locale);
  return chosen?.articleId;
}

const storiesBySlug = prepared((db) =>
  db
    .select({ articleId: liveSlugs.articleId, locale: liveSlugs.locale })
    .from(liveSlugs)
    .where(eq(liveSlugs.slug, given('slug')))
    .orderBy(asc(liveSlugs.articleId)),
);
