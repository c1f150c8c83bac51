import { isDeepStrictEqual } from 'node:util';
import { and, count, eq, isNull, ne, or, sql } from 'drizzle-orm';
import type { Db, Tx } from '../../foundation/database/database.ts';
import { preparedInsert } from '../../foundation/database/prepared-insert.ts';
import { prepared } from '../../foundation/database/prepared.ts';
import { conflict, ruleUnmet } from '../../foundation/problem.ts';
import { findSurvivors } from '../../library/records/merged.ts';
import { alerts } from '../../library/tables/alerts.ts';
import { pictureIdsOf, type ArticleContent } from '../../edition/articles/content.ts';
import { type ExternalId, isSameExternalId, parametersOf } from './external-id.ts';
import { articlesNamedBy } from './named.ts';
import { articleReferences, articles, externalIds } from './table.ts';

type Reference = Pick<typeof articleReferences.$inferInsert, 'kind' | 'target'>;
type State = (typeof articleReferences.$inferInsert)['state'];

/** Stores the references of a new story's copy or live version. */
export async function addReferences(
  tx: Tx,
  articleId: string,
  state: State,
  ...contents: ArticleContent[]
): Promise<void> {
  const rows = referencesOf(contents).map((reference) => ({ articleId, state, ...reference }));
  await insertReferences(tx, ...rows);
}

/** Replaces the references of a story's copy or live version. Those of a scheduled version count as the copy's. */
export async function saveReferences(
  tx: Tx,
  articleId: string,
  state: State,
  ...contents: ArticleContent[]
): Promise<void> {
  await deleteReferences(tx, { articleId, state });
  await addReferences(tx, articleId, state, ...contents);
}

/** Whether both contents have the same references, in any place. */
export function namesTheSame(one: ArticleContent, other: ArticleContent): boolean {
  const [before, after] = [one, other].map((content) => new Set(referencesOf([content]).map(keyOf)));
  return isDeepStrictEqual(before, after);
}

const insertReferences = preparedInsert(articleReferences);
const deleteReferences = prepared((tx: Tx) =>
  tx
    .delete(articleReferences)
    .where(
      and(
        eq(articleReferences.articleId, sql.placeholder('articleId')),
        eq(articleReferences.state, sql.placeholder('state')),
      ),
    ),
);

/**
 * Replaces the external ids of a story. Throws `conflict` when one belongs to another story, and `rule-unmet` when one
 * is lost under which a source sends this one.
 */
export async function saveExternalIds(
  tx: Tx,
  articleId: string,
  { before = [], after }: { before?: ExternalId[]; after: ExternalId[] },
): Promise<void> {
  const lost = before.filter((old) => !after.some((one) => isSameExternalId(one, old)));
  if (lost.length > 0) await refuseLoss(tx, articleId, lost);
  for (const id of lost) await deleteExternalId(tx, { ...id, articleId });
  const added = after.filter((one) => !before.some((old) => isSameExternalId(old, one)));
  if (added.length === 0) return;
  const taken = (await findTaken(tx, added)).filter((other) => other.articleId !== articleId);
  const clash = added.find((id) => taken.some((other) => isSameExternalId(id, other)));
  if (clash) throw conflict(`The external id ${clash.scheme}:${clash.value} is taken.`);
  await insertExternalIds(tx, ...added.map((id) => ({ ...id, articleId, sends: false })));
}

/** What a source sends next would be another story. */
async function refuseLoss(db: Db, articleId: string, lost: ExternalId[]): Promise<void> {
  const those = await findTaken(db, lost);
  const kept = those.find(
    (one) => one.sends && one.articleId === articleId && lost.some((id) => isSameExternalId(id, one)),
  );
  if (!kept) return;
  const detail = `externalIds must keep ${kept.scheme}:${kept.value}, under which its source sends this story; drop-source takes it away`;
  throw ruleUnmet([{ pointer: '/externalIds', detail }]);
}

/** Those of these external ids that some story has. */
function findTaken(db: Db, ids: ExternalId[]) {
  return havingIds(db, parametersOf(ids), ids.length);
}

const havingIds = prepared((db, count: number) => {
  const { scheme, value } = externalIds;
  const isAny = Array.from({ length: count }, (_, place) =>
    and(eq(scheme, sql.placeholder(`scheme${place}`)), eq(value, sql.placeholder(`value${place}`))),
  );
  return db
    .select()
    .from(externalIds)
    .where(or(...isAny));
});
const insertExternalIds = preparedInsert(externalIds, { ifNew: true });
const deleteExternalId = prepared((tx: Tx) => {
  const { scheme, value, articleId } = externalIds;
  const isIt = [
    eq(scheme, sql.placeholder('scheme')),
    eq(value, sql.placeholder('value')),
    eq(articleId, sql.placeholder('articleId')),
  ];
  return tx.delete(externalIds).where(and(...isIt));
});

/** The ids of all that the live version of a story refers to; those of merged records are the remaining ones. */
export async function findNamedLive(db: Db, id: string): Promise<Set<string>> {
  const { articleId, state, target } = articleReferences;
  const rows = await db
    .select({ target })
    .from(articleReferences)
    .where(and(eq(articleId, id), eq(state, 'live')));
  const named = rows.map((row) => row.target);
  const survivors = await findSurvivors(db, named);
  return new Set(named.map((one) => survivors.get(one) ?? one));
}

/** The number of other stories and alerts that refer to a story. Deleted ones do not count. */
export async function countNaming(db: Db, articleId: string): Promise<number> {
  const [row] = await countOfNaming(db, { articleId });
  return row!.stories + row!.lines;
}

const countOfNaming = prepared((db) => {
  const { kind, target, articleId } = articleReferences;
  const isNaming = [sql`${kind} = 'article'`, eq(target, sql.placeholder('articleId'))];
  const stories = db
    .select({ counted: count() })
    .from(articleReferences)
    .innerJoin(articles, eq(articles.id, articleId))
    .where(and(...isNaming, ne(articleId, sql.placeholder('articleId')), isNull(articles.deletedAt)));
  return db
    .select({ stories: sql<number>`(${stories})`, lines: count() })
    .from(alerts)
    .where(eq(alerts.articleId, sql.placeholder('articleId')));
});

function referencesOf(contents: ArticleContent[]): Reference[] {
  const all = contents.map(namedBy);
  return kinds.flatMap((kind) =>
    [...new Set(all.flatMap((named) => named[kind]))].flatMap((target) =>
      target === undefined ? [] : [{ kind, target }],
    ),
  );
}

function keyOf({ kind, target }: Reference): string {
  return `${kind} ${target}`;
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
