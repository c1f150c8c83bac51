import { and, count, eq, inArray, isNull, ne, sql } from 'drizzle-orm';
import type { Db, Tx } from '../../foundation/database/database.ts';
import { given, prepared } from '../../foundation/database/prepared.ts';
import { conflict } from '../../foundation/problem.ts';
import { alerts } from '../../library/tables/alerts.ts';
import { pictureIdsOf, type ArticleContent } from '../../edition/articles/content.ts';
import { articlesNamedBy } from './named.ts';
import { savePictures } from './pictures.ts';
import { articleReferences, articles, externalIds } from './table.ts';

type Reference = Pick<typeof articleReferences.$inferInsert, 'kind' | 'target'>;

/**
 * Writes down what a story's copy, or its public version, names, in the place of what it named before. Behind a copy stands
 * what its scheduled version names.
 */
export async function saveReferences(
  tx: Tx,
  articleId: string,
  state: 'copy' | 'live',
  ...contents: ArticleContent[]
): Promise<void> {
  await tx
    .delete(articleReferences)
    .where(and(eq(articleReferences.articleId, articleId), eq(articleReferences.state, state)));
  const references = referencesOf(contents);
  if (references.length > 0) {
    await tx
      .insert(articleReferences)
      .values(references.map((reference) => ({ articleId, state, ...reference })));
  }
  const [copy] = contents;
  if (state === 'copy' && copy) await savePictures(tx, articleId, copy);
}

/** Gives a story its external ids. Throws `conflict` when one of them is another's. */
export async function saveExternalIds(
  tx: Tx,
  articleId: string,
  ids: ArticleContent['externalIds'],
): Promise<void> {
  const before = await tx.select().from(externalIds).where(eq(externalIds.articleId, articleId));
  for (const { scheme, value } of before.filter((old) => !ids.some((id) => isSame(id, old)))) {
    await tx.delete(externalIds).where(and(eq(externalIds.scheme, scheme), eq(externalIds.value, value)));
  }
  if (ids.length === 0) return;
  const taken = await tx
    .select()
    .from(externalIds)
    .where(
      and(
        inArray(
          externalIds.value,
          ids.map(({ value }) => value),
        ),
        ne(externalIds.articleId, articleId),
      ),
    );
  const clash = ids.find((id) => taken.some((other) => isSame(id, other)));
  if (clash) throw conflict(`The external id ${clash.scheme}:${clash.value} belongs to another article.`);
  await tx
    .insert(externalIds)
    .values(ids.map((id) => ({ ...id, articleId })))
    .onConflictDoNothing();
}

/** How many other stories and alerts name a story. Deleted ones do not count. */
export async function countNaming(db: Db, articleId: string): Promise<number> {
  const [stories] = await storiesNaming(db, { articleId });
  const [lines] = await alertsNaming(db, { articleId });
  return stories!.counted + lines!.counted;
}

const storiesNaming = prepared((db) =>
  db
    .select({ counted: count() })
    .from(articleReferences)
    .innerJoin(articles, eq(articles.id, articleReferences.articleId))
    .where(
      and(
        sql`${articleReferences.kind} = 'article'`,
        eq(articleReferences.target, given('articleId')),
        ne(articleReferences.articleId, given('articleId')),
        isNull(articles.deletedAt),
      ),
    ),
);
const alertsNaming = prepared((db) =>
  db
    .select({ counted: count() })
    .from(alerts)
    .where(eq(alerts.articleId, given('articleId'))),
);

type ExternalId = ArticleContent['externalIds'][number];

function isSame(one: ExternalId, other: ExternalId): boolean {
  return one.scheme === other.scheme && one.value === other.value;
}

function referencesOf(contents: ArticleContent[]): Reference[] {
  const all = contents.map(namedBy);
  return kinds.flatMap((kind) =>
    [...new Set(all.flatMap((named) => named[kind]))].flatMap((target) =>
      target === undefined ? [] : [{ kind, target }],
    ),
  );
}

const kinds = articleReferences.kind.enumValues;

function namedBy(content: ArticleContent): Record<Reference['kind'], (string | undefined)[]> {
  const { agency, attributions, bylines, section, topics } = content;
  return {
    agency: [agency, ...attributions.flatMap((attribution) => [attribution.agency, attribution.via])],
    byline: bylines.map(({ byline }) => byline),
    section: [section],
    topic: topics,
    media: pictureIdsOf(content),
    article: articlesNamedBy(content),
  };
}
