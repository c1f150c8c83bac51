import { and, count, eq, inArray, isNull, ne } from 'drizzle-orm';
import type { Db, Tx } from '../../foundation/database/database.ts';
import { conflict } from '../../foundation/problem.ts';
import { alerts } from '../../library/alerts/table.ts';
import type { ArticleContent } from '../../edition/articles/content.ts';
import { picturesOf } from '../../edition/articles/put.ts';
import { articlesNamedBy } from './named.ts';
import { savePictures } from './pictures.ts';
import { articleReferences, articles, externalIds } from './table.ts';

type Reference = Pick<typeof articleReferences.$inferInsert, 'kind' | 'target'>;

/** Writes down what a story's copy, or its public version, names, in the place of what it named before. */
export async function saveReferences(
  tx: Tx,
  articleId: string,
  state: 'copy' | 'live',
  content?: ArticleContent,
): Promise<void> {
  await tx
    .delete(articleReferences)
    .where(and(eq(articleReferences.articleId, articleId), eq(articleReferences.state, state)));
  const references = content ? referencesOf(content) : [];
  if (references.length > 0) {
    await tx
      .insert(articleReferences)
      .values(references.map((reference) => ({ articleId, state, ...reference })));
  }
  if (state === 'copy' && content) await savePictures(tx, articleId, content);
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
  const [stories] = await db
    .select({ counted: count() })
    .from(articleReferences)
    .innerJoin(articles, eq(articles.id, articleReferences.articleId))
    .where(
      and(
        eq(articleReferences.kind, 'article'),
        eq(articleReferences.target, articleId),
        ne(articleReferences.articleId, articleId),
        isNull(articles.deletedAt),
      ),
    );
  const [lines] = await db.select({ counted: count() }).from(alerts).where(eq(alerts.articleId, articleId));
  return stories!.counted + lines!.counted;
}

type ExternalId = ArticleContent['externalIds'][number];

function isSame(one: ExternalId, other: ExternalId): boolean {
  return one.scheme === other.scheme && one.value === other.value;
}

function referencesOf(content: ArticleContent): Reference[] {
  const { agency, attributions, bylines, section, topics } = content;
  const named: Record<Reference['kind'], (string | undefined)[]> = {
    agency: [agency, ...attributions.flatMap((attribution) => [attribution.agency, attribution.via])],
    byline: bylines.map(({ byline }) => byline),
    section: [section],
    topic: topics,
    media: picturesOf(content),
    article: articlesNamedBy(content),
  };
  return (Object.keys(named) as Reference['kind'][]).flatMap((kind) =>
    [...new Set(named[kind])].flatMap((target) => (target === undefined ? [] : [{ kind, target }])),
  );
}
