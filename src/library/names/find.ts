import { and, eq, inArray, sql, type SQL } from 'drizzle-orm';
import type { Db } from '../../foundation/database/database.ts';
import { anyOf, findMatches, holds, weighMatches } from '../../foundation/database/full-text.ts';
import type { Term } from '../../foundation/database/full-text.ts';
import { isUnset, preparedForIds } from '../../foundation/database/prepared.ts';
import type { AskedTerm } from '../../foundation/search/question.ts';
import { idToken } from '../../foundation/search/words.ts';
import { findMerged, idsMeaning } from '../records/merged.ts';
import { nameSearch } from '../records/index-name.ts';
import { recordNames } from '../tables/names.ts';

/** How many records one term may match. */
const mostNames = 50;
/** How many records that match any term are compared. */
const mostCompared = 2000;

/**
 * Adds to each term the ids of records whose names match it, as tokens of the index; hidden records only with
 * `hiddenToo`. When there are too many: first those that match most terms, then the newest.
 */
export async function withNames(
  db: Db,
  terms: Term[],
  { hiddenToo }: { hiddenToo: boolean },
): Promise<AskedTerm[]> {
  const known = hiddenToo ? undefined : isShown;
  const best = await findBest(db, terms, known);
  const found: { term: Term; ids: string[] }[] = [];
  for (const term of terms) found.push({ term, ids: await findNamed(db, term, best, known) });
  const merged = await findMerged(
    db,
    found.flatMap(({ ids }) => ids),
  );
  return found.map(({ term, ids }) => ({
    ...term,
    names: ids.flatMap((id) => idsMeaning(id, merged)).map(idToken),
  }));
}

type Among = (seq: SQL) => SQL | undefined;

/** One function for all queries, so that the query is prepared once. */
function isShown(seq: SQL): SQL {
  const { hidden, seq: shown } = recordNames;
  return sql`EXISTS (SELECT 1 FROM ${recordNames} WHERE ${and(eq(shown, seq), isUnset(hidden))})`;
}

/** The names that hold most of the terms. */
async function findBest(db: Db, terms: Term[], among: Among | undefined): Promise<number[]> {
  if (terms.length < 2) return [];
  const expression = anyOf(...terms.map((term) => holds(term, ['name'])));
  const weight = await weighMatches(db, nameSearch, { expression, among, limit: mostCompared }, [1]);
  return [...weight]
    .toSorted(([, one], [, other]) => other - one)
    .slice(0, mostNames)
    .map(([seq]) => seq);
}

async function findNamed(db: Db, term: Term, best: number[], among: Among | undefined): Promise<string[]> {
  const expression = holds(term, ['name']);
  const newest = await findMatches(db, nameSearch, { expression, limit: mostNames, among });
  const isBest: Among = (seq) => inArray(seq, best);
  const first =
    newest.length < mostNames || best.length === 0
      ? []
      : await findMatches(db, nameSearch, { expression, limit: mostNames, among: isBest });
  const seqs = [...new Set([...first, ...newest])].slice(0, mostNames);
  return (await idsAmong(db, seqs)).map(({ id }) => id);
}

const idsAmong = preparedForIds((db, among) =>
  db.select({ id: recordNames.id }).from(recordNames).where(among(recordNames.seq)),
);
