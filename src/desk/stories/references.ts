import { isDeepStrictEqual } from 'node:util';
import { and, count, eq, isNull, ne, notInArray, or, sql } from 'drizzle-orm';
import type { Db, Tx } from '../../foundation/database/database.ts';
import { preparedInsert } from '../../foundation/database/prepared-insert.ts';
import { isSet, isUnset, prepared } from '../../foundation/database/prepared.ts';
import { conflict, ruleUnmet } from '../../foundation/problem.ts';
import { findSurvivors } from '../../library/records/merged.ts';
import { alerts } from '../../library/tables/alerts.ts';
import { pictureIdsOf, type ArticleContent } from '../../edition/articles/content.ts';
import { type ExternalId, isSameExternalId, parametersOf } from './external-id.ts';
import { articlesNamedBy } from './named.ts';
import { articleReferences, articles, externalIds } from './table.ts';

type State = 'copy' | 'live';

/** Stores what the copy or live version of a story names that had none before. */
export async function addReferences(
  tx: Tx,
  articleId: string,
  state: State,
  ...contents: ArticleContent[]
): Promise<void> {
  const flags = { inCopy: state === 'copy', inLive: state === 'live' };
  await flagged[state].put(tx, ...namedIn(contents).map((target) => ({ articleId, target, ...flags })));
}

/** Replaces the references of a story's copy or live version. Those of a scheduled version count as the copy's. */
export async function saveReferences(
  tx: Tx,
  articleId: string,
  state: State,
  ...contents: ArticleContent[]
): Promise<void> {
  const named = namedIn(contents);
  const values = {
    articleId,
    ...Object.fromEntries(named.map((target, place) => [`target${place}`, target])),
  };
  await flagged[state].takeFromOthers(tx, values, named.length);
  await addReferences(tx, articleId, state, ...contents);
}

/** Whether both contents have the same references, in any place. */
export function namesTheSame(one: ArticleContent, other: ArticleContent): boolean {
  return isDeepStrictEqual(new Set(namedIn([one])), new Set(namedIn([other])));
}

const flagged = { copy: flagging('inCopy'), live: flagging('inLive') };

/** Gives a flag to what a story names, and takes it from all else; a row that is left without any deletes itself. */
function flagging(flag: 'inCopy' | 'inLive') {
  const { articleId, target, [flag]: has } = articleReferences;
  return {
    // Sets this flag alone, so that an index with the other one is not written.
    put: preparedInsert(articleReferences, {
      orUpdate: { target: [articleId, target], set: { [flag]: true }, setWhere: isUnset(has) },
    }),
    takeFromOthers: prepared((tx: Tx, count: number) => {
      const named = Array.from({ length: count }, (_, place) => sql.placeholder(`target${place}`));
      return tx
        .update(articleReferences)
        .set({ [flag]: false })
        .where(and(eq(articleId, sql.placeholder('articleId')), isSet(has), notInArray(target, named)));
    }),
  };
}

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
  const { articleId, target, inLive } = articleReferences;
  const rows = await db
    .select({ target })
    .from(articleReferences)
    .where(and(eq(articleId, id), isSet(inLive)));
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
  const { target, articleId } = articleReferences;
  const stories = db
    .select({ counted: count() })
    .from(articleReferences)
    .innerJoin(articles, eq(articles.id, articleId))
    .where(
      and(
        eq(target, sql.placeholder('articleId')),
        ne(articleId, sql.placeholder('articleId')),
        isNull(articles.deletedAt),
      ),
    );
  return db
    .select({ stories: sql<number>`(${stories})`, lines: count() })
    .from(alerts)
    .where(eq(alerts.articleId, sql.placeholder('articleId')));
});

/** The ids of all that these contents name, each once. */
function namedIn(contents: ArticleContent[]): string[] {
  const ids = contents.flatMap((content) => {
    const { agency, attributions, bylines, section, topics } = content;
    return [
      agency,
      ...attributions.flatMap((attribution) => [attribution.agency, attribution.via]),
      ...bylines.map(({ byline }) => byline),
      section,
      ...topics,
      ...pictureIdsOf(content),
      ...articlesNamedBy(content),
    ];
  });
  return [...new Set(ids.filter((id) => id !== undefined))];
}
