import { and, eq, getTableColumns, inArray, sql, type SQL } from 'drizzle-orm';
import { toTimestamp } from '../../foundation/clock.ts';
import type { Db, Tx } from '../../foundation/database/database.ts';
import { fold } from '../../foundation/database/contains.ts';
import { preparedInsert, placeholdersOf, valuesOf } from '../../foundation/database/prepared-insert.ts';
import { prepared } from '../../foundation/database/prepared.ts';
import { nextNumber, numbersAt } from '../../foundation/search/sequence.ts';
import { isId } from '../../foundation/ids.ts';
import { gone, notFound } from '../../foundation/problem.ts';
import type { ArticleContent } from '../../edition/articles/content.ts';
import { withSurvivors } from './merged.ts';
import { articles, articleSlugs, articleVersions, type ArticleRow } from './table.ts';

/** The story with this id. Throws `not-found`. */
export async function getArticle(db: Db, id: string): Promise<ArticleRow> {
  const row = await findArticle(db, id);
  if (!row) throw notFound('article');
  return row;
}

/** The story with this id, if there is one. */
export async function findArticle(db: Db, id: string): Promise<ArticleRow | undefined> {
  const [row] = await withId(db, { id });
  return row;
}

const withId = prepared((db) =>
  db
    .select()
    .from(articles)
    .where(eq(articles.id, sql.placeholder('id'))),
);

/** The content of a version, with merged records replaced. Throws `not-found`, and `gone` when its text was dropped. */
export async function getContent(db: Db, articleId: string, version: number): Promise<ArticleContent> {
  const [row] = await contentOf(db, { articleId, version });
  if (!row) throw notFound('version');
  refuseThinned({ version, thinnedAt: row.thinnedAt });
  return withSurvivors(db, row.content);
}

const contentOf = prepared((db) =>
  db
    .select({ content: articleVersions.content, thinnedAt: articleVersions.thinnedAt })
    .from(articleVersions)
    .where(
      and(
        eq(articleVersions.articleId, sql.placeholder('articleId')),
        eq(articleVersions.version, sql.placeholder('version')),
      ),
    ),
);

/** The newest content as it is stored of the story with an id, or of those with a slug, by id. */
export async function findNewest(db: Db, idOrSlug: string): Promise<Map<string, ArticleContent>> {
  const rows = await newestOf(db, { idOrSlug }, isId('article', idOrSlug) ? 'id' : 'slug');
  return new Map(rows.map(({ id, content }) => [id, content]));
}

const newestOf = prepared((db, named: 'id' | 'slug') => {
  const { id, copyVersion } = articles;
  const { articleId, version, content } = articleVersions;
  const idOrSlug = sql.placeholder('idOrSlug');
  const withSlug = db
    .select({ id: articleSlugs.articleId })
    .from(articleSlugs)
    .where(eq(articleSlugs.slug, idOrSlug));
  return db
    .select({ id, content })
    .from(articles)
    .innerJoin(articleVersions, and(eq(articleId, id), eq(version, copyVersion)))
    .where(named === 'id' ? eq(id, idOrSlug) : inArray(id, withSlug));
});

/** Throws `gone` for a version whose text was dropped. */
export function refuseThinned({ version, thinnedAt }: { version: number; thinnedAt: number | null }): void {
  if (thinnedAt === null) return;
  throw gone(`The text of version ${version} was removed: it was an old draft.`, {
    version,
    thinnedAt: toTimestamp(thinnedAt),
  });
}

/** The columns of a story's row that lists need from the newest version. */
export function columnsOf({ slug, headline, kind, section, agency, translationOf }: ArticleContent) {
  return {
    slug,
    headline,
    kind,
    sectionId: section ?? null,
    agencyId: agency ?? null,
    translationOf: translationOf ?? null,
    searchText: fold(`${headline} ${slug}`),
  };
}

/** Inserts a version. */
export const insertVersion = preparedInsert(articleVersions);

/** Inserts a story's row with the next number of the search index. */
export async function insertArticle(
  tx: Tx,
  row: Omit<typeof articles.$inferInsert, 'searchSeq'>,
): Promise<ArticleRow> {
  const [inserted] = await insert(tx, { ...valuesOf(articles, row), ...numbersAt(row.updatedAt) });
  return inserted!;
}

const insert = prepared((tx: Tx) =>
  tx
    .insert(articles)
    .values({ ...placeholdersOf(articles), searchSeq: nextNumber(articles.searchSeq) })
    .returning(),
);

/** Updates a story's row and its revision; with a new version it gets the next number of the search index. */
export async function updateArticle(
  tx: Tx,
  row: ArticleRow,
  changes: Partial<Omit<ArticleRow, 'id' | 'revision' | 'searchSeq'>> & { updatedAt: number },
  { isSaved }: { isSaved: boolean },
): Promise<ArticleRow> {
  const said = { ...changes, revision: row.revision + 1 };
  const values = { ...said, ...numbersAt(changes.updatedAt), id: row.id };
  const names = Object.keys(said).sort().join(' ');
  if (!isSaved) {
    await update(tx, values, names);
    return { ...row, ...said };
  }
  const [updated] = await updateSaved(tx, values, names);
  return updated!;
}

const update = prepared(updating);
const updateSaved = prepared((tx: Tx, names: string) => updating(tx, `${names} searchSeq`).returning());

function updating(tx: Tx, names: string) {
  const columns = getTableColumns(articles);
  function placeOf(name: string): SQL {
    if (name === 'searchSeq') return nextNumber(columns.searchSeq);
    return sql`${sql.param(sql.placeholder(name), columns[name as keyof typeof columns])}`;
  }
  const set = names.split(' ').map((name) => [name, placeOf(name)]);
  return tx
    .update(articles)
    .set(Object.fromEntries(set) as object)
    .where(eq(articles.id, sql.placeholder('id')));
}
