import { and, asc, desc, eq, getTableColumns, isNotNull, or, sql } from 'drizzle-orm';
import type { Db } from '../../foundation/database/database.ts';
import { prepared, preparedForIds } from '../../foundation/database/prepared.ts';
import { isId } from '../../foundation/ids.ts';
import { findTombstone, type TombstoneRow } from '../tombstones/store.ts';
import { tombstones } from '../tombstones/table.ts';
import { ledTo } from './led-to.ts';
import { sectionSlugOf } from './section-slug.ts';
import { liveArticles, liveSlugs, type LiveRow } from './table.ts';

/**
 * What an id or slug leads to: a live story (by its current or a former slug, or past others that were consolidated), a
 * tombstone, or nothing.
 */
export type Found =
  { live: LiveRow; byFormerSlug: boolean; past: string[] } | { tombstone: TombstoneRow } | undefined;

/** The story at an id or slug. Without `locale` a slug means the default locale's story, else the oldest. */
export async function findLive(
  db: Db,
  idOrSlug: string,
  locale: string | undefined,
  defaultLocale: string,
): Promise<Found> {
  const named = isId('article', idOrSlug)
    ? { id: idOrSlug, live: (await rowById(db, { id: idOrSlug }))[0] }
    : await findBySlug(db, idOrSlug, locale, defaultLocale);
  if (!named) return undefined;
  const { id, live } = named;
  if (live) return { live, byFormerSlug: id !== idOrSlug && live.slug !== idOrSlug, past: [] };
  const tombstone = await findTombstone(db, id);
  if (tombstone?.state === 'consolidated') return findOther(db, tombstone);
  return tombstone && { tombstone };
}

/** The story that this one was consolidated into, over any number of steps; a circle leads to nothing. */
async function findOther(db: Db, first: TombstoneRow): Promise<Found> {
  const passed = new Set<string>();
  let tombstone: TombstoneRow | undefined = first;
  while (tombstone?.state === 'consolidated') {
    if (passed.has(tombstone.articleId)) return undefined;
    passed.add(tombstone.articleId);
    const id: string = tombstone.substituteId!;
    const [live] = await rowById(db, { id });
    if (live) return { live, byFormerSlug: true, past: [...passed] };
    tombstone = await findTombstone(db, id);
  }
  return tombstone && { tombstone };
}

const rowById = prepared((db) =>
  db
    .select()
    .from(liveArticles)
    .where(eq(liveArticles.id, sql.placeholder('id'))),
);

/** The live stories of these numbers, in that order. */
export async function findByNumber(db: Db, seqs: number[]): Promise<LiveRow[]> {
  const rows = await rowsAmong(db, seqs);
  const bySeq = new Map(rows.map((row) => [row.seq, row]));
  return seqs.flatMap((seq) => bySeq.get(seq) ?? []);
}

const rowsAmong = preparedForIds((db, among) =>
  db.select().from(liveArticles).where(among(liveArticles.seq)),
);

/** A live story as others embed it. */
export type LiveHeadline = Pick<LiveRow, 'id' | 'slug' | 'locale' | 'kind' | 'publishedAt' | 'changedAt'> & {
  headline: string;
  /** The slug of its section, for its address. */
  section: string | null;
};

/** Those of these stories that are live, by id; one query. */
export async function findHeadlines(db: Db, ids: Iterable<string>): Promise<Map<string, LiveHeadline>> {
  const rows = await headlinesAmong(db, ids);
  return new Map(rows.map((row) => [row.id, row]));
}

/** The columns of a headline, for queries of live stories. */
export const headlineColumns = {
  id: liveArticles.id,
  slug: liveArticles.slug,
  locale: liveArticles.locale,
  kind: liveArticles.kind,
  publishedAt: liveArticles.publishedAt,
  changedAt: liveArticles.changedAt,
  headline: liveArticles.headline,
  section: sectionSlugOf(liveArticles.sectionId),
};

const headlinesAmong = preparedForIds((db, among) =>
  db.select(headlineColumns).from(liveArticles).where(among(liveArticles.id)),
);

/**
 * What readers are shown of these stories, by the id that was named: each while it is live, or the live story that it
 * was consolidated into. Also the live ones that translate these originals, by the original; one query.
 */
export async function findNamedStories(
  db: Db,
  { ids, originals = [] }: { ids: string[]; originals?: string[] },
): Promise<{ headlines: Map<string, LiveHeadline>; translations: Map<string, LiveHeadline[]> }> {
  const rows = await namedAmong(db, [...ids, ...originals]);
  const [wanted, translated] = [new Set(ids), new Set(originals)];
  return {
    headlines: new Map(rows.filter(({ named }) => wanted.has(named)).map((row) => [row.named, row])),
    translations: Map.groupBy(
      rows.filter(({ translationOf }) => translationOf !== null && translated.has(translationOf)),
      ({ translationOf }) => translationOf!,
    ),
  };
}

/** A live story under its own id; undefined where another one stands for it, since it was consolidated. */
export function itself(id: string, headlines: ReadonlyMap<string, LiveHeadline>): LiveHeadline | undefined {
  const story = headlines.get(id);
  return story?.id === id ? story : undefined;
}

const namedAmong = preparedForIds((db, among) => {
  const { id, translationOf } = liveArticles;
  const live = db
    .select({ ...headlineColumns, translationOf, named: id })
    .from(liveArticles)
    .where(or(among(id), among(translationOf)));
  const consolidated = db
    .select({ ...headlineColumns, translationOf: sql<null>`NULL`, named: tombstones.articleId })
    .from(tombstones)
    .innerJoin(liveArticles, eq(id, ledTo(tombstones.articleId)))
    .where(and(among(tombstones.articleId), sql`${tombstones.state} = 'consolidated'`));
  return live.unionAll(consolidated);
});

/** The story that has or had this slug in public, with its row while it is live. */
async function findBySlug(db: Db, slug: string, locale: string | undefined, defaultLocale: string) {
  const values = { slug, locale: locale ?? defaultLocale };
  const [row] = await storyBySlug(db, values, locale === undefined ? 'preferred' : 'required');
  if (!row) return undefined;
  const { namedId, ...live } = row;
  return { id: namedId, live: live.id === null ? undefined : (live as LiveRow) };
}

const storyBySlug = prepared((db, localeIs: 'preferred' | 'required') => {
  const inLocale = eq(liveSlugs.locale, sql.placeholder('locale'));
  return db
    .select({ namedId: liveSlugs.articleId, ...getTableColumns(liveArticles) })
    .from(liveSlugs)
    .leftJoin(liveArticles, eq(liveArticles.id, liveSlugs.articleId))
    .leftJoin(tombstones, eq(tombstones.articleId, liveSlugs.articleId))
    .where(
      and(
        eq(liveSlugs.slug, sql.placeholder('slug')),
        localeIs === 'required' ? inLocale : undefined,
        // An unpublished story keeps its slugs, and hides no other one that has the same.
        or(isNotNull(liveArticles.id), isNotNull(tombstones.articleId)),
      ),
    )
    .orderBy(desc(inLocale), asc(liveSlugs.articleId))
    .limit(1);
});
