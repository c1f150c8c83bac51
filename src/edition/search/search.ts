import type { Expression } from '../../foundation/database/full-text-engine.ts';
import {
  allOf,
  anyOf,
  countMatches,
  findMatches,
  holds,
  holdsAny,
  type FullText,
} from '../../foundation/database/full-text.ts';
import type { Db } from '../../foundation/database/database.ts';
import { inArray, sql, type SQL } from 'drizzle-orm';
import type { AskedTerm } from '../../foundation/search/question.ts';

/** The columns of an index of stories: what a reader reads, ids of whom and what it names, and what filters ask. */
export const storyColumns = ['headline', 'standfirst', 'body', 'captions', 'names', 'facets'] as const;
export type StoryColumn = (typeof storyColumns)[number];
export const read = ['headline', 'standfirst', 'body', 'captions'] as const;
export const atTop = ['headline', 'standfirst'] as const;
/** The sets of columns that queries ask for. */
export const askedColumns = [read, ['headline'], atTop, ['names'], ['facets']] as const;
/** The weight of each column. */
export const storyWeights = [10, 5, 1, 2, 4, 0] as const;

export type StorySearch = {
  terms: AskedTerm[];
  /** The terms as they were typed, where the others hold other forms as well: what has them comes first. */
  typed?: AskedTerm[];
  /** Each of these: any of its words must be among a story's facets or names. */
  facets: { column: 'facets' | 'names'; words: string[] }[];
  /** Bounds of the story's number. */
  from?: number | undefined;
  to?: number | undefined;
  /** A further condition on the story's number. */
  among?: ((seq: SQL) => SQL | undefined) | undefined;
};

/** How many are ranked: the newest that fit, and the newest of those looked at whose headline does. */
export const mostRanked = 1000;
/** A term in more stories than this is not scored: it says little, and scoring it is slow. */
export const commonFrom = 5000;

/** The matching stories by time, as numbers. */
export async function findInOrder(
  db: Db,
  index: FullText<StoryColumn>,
  search: StorySearch,
  { oldestFirst, after, limit }: { oldestFirst: boolean; after: number | undefined; limit: number },
): Promise<number[]> {
  const { from, to, ...rest } = asked(search);
  const bound = after === undefined ? undefined : after + (oldestFirst ? 1 : -1);
  const bounds = oldestFirst
    ? { from: Math.max(from ?? -Infinity, bound ?? -Infinity), to }
    : { from, to: Math.min(to ?? Infinity, bound ?? Infinity) };
  return findMatches(db, index, { ...rest, ...finite(bounds), oldestFirst, limit });
}

/** How many stories fit, counted up to `limit`. */
export function countStories(db: Db, index: FullText<StoryColumn>, search: StorySearch, limit: number) {
  return countMatches(db, index, { ...asked(search), limit });
}

/** Those of the expressions that no more than `commonFrom` stories fit. */
export async function notCommon(
  db: Db,
  index: FullText<StoryColumn>,
  expressions: Expression[],
): Promise<Expression[]> {
  const rare: Expression[] = [];
  for (const expression of expressions) {
    const held = await countMatches(db, index, { expression, limit: commonFrom + 1 });
    if (held <= commonFrom) rare.push(expression);
  }
  return rare;
}

/** Narrows a search to the stories with these numbers, which are in ascending order. */
export function amongNumbers(numbers: number[]): Pick<StorySearch, 'from' | 'to' | 'among'> {
  return {
    from: numbers[0],
    to: numbers.at(-1),
    // The plus keeps the engine from searching once for each number.
    among: (seq) => inArray(sql`+${seq}`, numbers),
  };
}

export function isFiltered({ facets, from, to, among }: StorySearch): boolean {
  return facets.length > 0 || [from, to, among].some((bound) => bound !== undefined);
}

export function asked(search: StorySearch) {
  const { from, to, among: condition } = search;
  return { expression: among(search, inColumns(search, read)), from, to, among: condition };
}

export function inColumns({ terms }: StorySearch, columns: readonly StoryColumn[]): Expression {
  return allOf(...terms.map((term) => standsIn(term, columns)));
}

export function standsIn(term: AskedTerm, columns: readonly StoryColumn[]): Expression {
  const text = holds(term, columns);
  return term.names.length === 0 ? text : anyOf(text, holdsAny(term.names, 'names'));
}

export function among({ facets }: StorySearch, expression: Expression): Expression {
  return allOf(expression, ...facets.map(({ column, words }) => holdsAny(words, column)));
}

function finite(bounds: Record<string, number | undefined>) {
  return Object.fromEntries(Object.entries(bounds).filter(([, bound]) => Number.isFinite(bound)));
}
