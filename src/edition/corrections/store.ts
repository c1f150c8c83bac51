import { and, desc, eq, gt, inArray, isNull, lte, or, sql, type SQL } from 'drizzle-orm';
import { recordChanges } from '../../foundation/changes/record.ts';
import type { Db, Moment, Tx } from '../../foundation/database/database.ts';
import { withoutIndex } from '../../foundation/database/plan.ts';
import { preparedInsert } from '../../foundation/database/prepared-insert.ts';
import { prepared, preparedForIds } from '../../foundation/database/prepared.ts';
import { newId } from '../../foundation/ids.ts';
import { decodeCursor } from '../../foundation/page/cursor.ts';
import { after, inOrder, keyPlaces, keyValues } from '../../foundation/page/keyset.ts';
import { countLimit, pageOf, type Page } from '../../foundation/page/page.ts';
import { withCount, type PageAsked } from '../../foundation/page/read.ts';
import { sectionSlugOf } from '../articles/section-slug.ts';
import { liveArticles } from '../articles/table.ts';
import { correctionChange, type StoryPlace } from './correction-change.ts';
import { corrections, type CorrectionRow } from './table.ts';

export type CorrectionOfStory = CorrectionRow & {
  article: { id: string; slug: string; locale: string; headline: string; section: string | null };
};

const newestFirst = { columns: [corrections.at, corrections.id], descending: true };
const isToldOf = sql`${corrections.kind} <> 'refile'`;
const isPublic = and(isToldOf, isNull(corrections.publicUntil));

/** Saves a correction of a live story, and tells of it unless it is a refile. */
export async function insertCorrection(
  moment: Moment,
  correction: Omit<CorrectionRow, 'id' | 'publicUntil' | 'amendedAt'> & { id?: string },
  place: StoryPlace,
): Promise<void> {
  const row = { id: newId('correction'), publicUntil: null, amendedAt: null, ...correction };
  await insert(moment.tx, row);
  if (row.kind !== 'refile') await recordChanges(moment, correctionChange(row, place));
}

const insert = preparedInsert(corrections);

/** What a correction says. */
export type Words = Pick<CorrectionRow, 'kind' | 'text' | 'material'>;

/** Corrects a correction. */
export async function updateCorrection(
  tx: Tx,
  id: string,
  changes: Partial<Words> & Partial<Pick<CorrectionRow, 'amendedAt' | 'publicUntil'>>,
): Promise<void> {
  await tx.update(corrections).set(changes).where(eq(corrections.id, id));
}

/** A correction of a story that readers may see while the story is live. */
export async function findCorrection(
  db: Db,
  { articleId, id }: { articleId: string; id: string },
): Promise<CorrectionRow | undefined> {
  const rows = await publicAmong(db, [articleId]);
  return rows.find((row) => row.id === id);
}

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

/** The public corrections of the live stories in these sections, each with what the log tells of its story. */
export async function findCorrectionsIn(db: Db, sectionIds: string[]) {
  const { id, articleId, material } = corrections;
  const { locale, sectionId, agencyId } = liveArticles;
  return db
    .select({ id, articleId, material, locale, sectionId, agencyId })
    .from(corrections)
    .innerJoin(liveArticles, eq(liveArticles.id, articleId))
    .where(and(isPublic, inArray(sectionId, sectionIds)));
}

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

export type CorrectionFilters = {
  ids?: string[] | undefined;
  kinds?: string[] | undefined;
  material?: boolean | undefined;
  /** Ids, with those below them. */
  sections?: string[] | undefined;
  locales?: string[] | undefined;
  /** When it was published (UTC milliseconds), both included. */
  from?: number | undefined;
  to?: number | undefined;
};

type Listing = PageAsked & { filters: CorrectionFilters };

/** One page of the corrections of live stories, newest first. */
export async function listCorrections(
  db: Db,
  { limit, cursor, count, filters }: Listing,
): Promise<Page<CorrectionOfStory>> {
  const list = { sort: '-at', filters };
  const key = cursor === undefined ? undefined : decodeCursor(list, cursor, newestFirst.columns);
  const { names, values } = placesOf(filters);
  const form = JSON.stringify({ hasKey: key !== undefined, names } satisfies Form);
  const rows = await publicRows(db, { ...keyValues(key), ...values, limit: limit + 1 }, form);
  const stories = rows.map(({ correction, article, content, section }) => ({
    ...correction,
    article: { ...article, headline: content.headline, section },
  }));
  const page = pageOf(stories, limit, list, ({ at, id }) => [at, id]);
  return count ? withCount(db, page, selectPublic(db, conditionsOf(filters)).limit(countLimit + 1)) : page;
}

function conditionsOf(filters: CorrectionFilters): SQL[] {
  return Object.entries(filters).flatMap(([filter, value]) =>
    value === undefined
      ? []
      : [conditions[filter as keyof CorrectionFilters]([value].flat().map((one) => sql`${asStored(one)}`))],
  );
}

/** The names of the placeholders of each filter that is given. */
type Form = { hasKey: boolean; names: Partial<Record<keyof CorrectionFilters, string[]>> };

const conditions: Record<keyof CorrectionFilters, (values: SQL[]) => SQL> = {
  ids: (values) => sql`${corrections.id} IN ${values}`,
  kinds: (values) => sql`${corrections.kind} IN ${values}`,
  material: ([value]) => sql`${corrections.material} = ${value}`,
  sections: (values) => sql`${withoutIndex(liveArticles.sectionId)} IN ${values}`,
  locales: (values) => sql`${withoutIndex(liveArticles.locale)} IN ${values}`,
  from: ([value]) => sql`${corrections.at} >= ${value}`,
  to: ([value]) => sql`${corrections.at} <= ${value}`,
};

/** A placeholder for every value of the filters. */
function placesOf(filters: CorrectionFilters) {
  const given = Object.entries(filters).flatMap(([filter, value]) =>
    value === undefined ? [] : [{ filter, values: [value].flat().map(asStored) }],
  );
  const named = given.map(({ filter, values }) => ({
    filter,
    places: values.map((value, place) => [`${filter}${place}`, value] as const),
  }));
  return {
    names: Object.fromEntries(named.map(({ filter, places }) => [filter, places.map(([name]) => name)])),
    values: Object.fromEntries(named.flatMap(({ places }) => places)),
  };
}

function asStored(value: string | number | boolean): string | number {
  return typeof value === 'boolean' ? Number(value) : value;
}

const publicRows = prepared((db, form: string) => {
  const { hasKey, names } = JSON.parse(form) as Form;
  const filters = Object.entries(names).map(([filter, places]) =>
    conditions[filter as keyof CorrectionFilters](places.map((place) => sql`${sql.placeholder(place)}`)),
  );
  return selectPublic(db, [...filters, hasKey ? after(newestFirst, keyPlaces(newestFirst)) : undefined])
    .orderBy(...inOrder(newestFirst))
    .limit(sql.placeholder('limit'));
});

function selectPublic(db: Db, filters: (SQL | undefined)[]) {
  return db
    .select({
      correction: corrections,
      article: { id: liveArticles.id, slug: liveArticles.slug, locale: liveArticles.locale },
      content: liveArticles.content,
      section: sectionSlugOf(liveArticles.sectionId),
    })
    .from(corrections)
    .innerJoin(liveArticles, eq(liveArticles.id, corrections.articleId))
    .where(and(isPublic, ...filters));
}
