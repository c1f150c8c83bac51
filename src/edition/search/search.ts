import type { Expression } from '../../foundation/database/full-text-engine.ts';
import {
  allOf,
  anyOf,
  countMatches,
  findMatches,
  holds,
  holdsAny,
  weighMatches,
  type FullText,
} from '../../foundation/database/full-text.ts';
import type { Db } from '../../foundation/database/database.ts';
import { inArray, sql, type SQL } from 'drizzle-orm';
import type { AskedTerm } from '../../foundation/search/question.ts';
import { freshness } from '../../foundation/search/sequence.ts';

/** The columns of an index of stories: what a reader reads, ids of whom and what it names, and what filters ask. */
export const storyColumns = ['headline', 'standfirst', 'body', 'captions', 'names', 'facets'] as const;
export type StoryColumn = (typeof storyColumns)[number];
const read = ['headline', 'standfirst', 'body', 'captions'] as const;
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

/** How many are ranked: the newest that fit, and the newest whose headline does. */
export const mostRanked = 1000;
/** A term in more stories than this is not scored: it says little, and scoring it is slow. */
export const commonFrom = 5000;
const halfLifeDays = 30;
/** More than all else together. */
const asTyped = 1000;

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

/**
 * The best matches, best first. The cost does not grow with the number of stories that contain a word: only the newest
 * are ranked, by where the terms stand, by BM25 of terms that are not common, and by age.
 */
export async function rankStories(
  db: Db,
  index: FullText<StoryColumn>,
  search: StorySearch,
): Promise<{ seq: number; score: number }[]> {
  const limit = mostRanked;
  const all = asked(search);
  const telling = await notCommon(
    db,
    index,
    search.terms.map((term) => standsIn(term, read)),
  );
  // All that match are weighed at once where one of the words is in few stories.
  const isSmall =
    telling.length === search.terms.length &&
    !isFiltered(search) &&
    telling.some(({ held }) => held <= limit);
  const weighed = isSmall ? await weigh(db, index, telling) : undefined;
  const anywhere = weighed ?? new Set(await findMatches(db, index, { ...all, limit }));
  if (anywhere.size === 0) return [];
  const expression = among(search, inColumns(search, ['headline']));
  const inHeadline = new Set(await findMatches(db, index, { ...all, expression, limit }));
  const found = weighed ?? inHeadline.union(anywhere);
  const { newest, oldest } = boundsOf(found.keys());
  const { typed } = search;
  const exact = new Set(
    typed && (await findMatches(db, index, { ...asked({ ...search, terms: typed }), limit })),
  );
  const together = await findTogether(db, index, search, { ...all, from: oldest, limit: 2 * limit });
  const weight = weighed ?? (await weigh(db, index, telling, oldest));
  const ranked: { seq: number; score: number }[] = [];
  for (const seq of found.keys()) {
    const places =
      (exact.has(seq) ? asTyped : 0) + (inHeadline.has(seq) ? 4 : 0) + (together.has(seq) ? 2 : 0);
    const score = (weight.get(seq) ?? 0) + places + 2 * freshness(seq, newest, halfLifeDays);
    ranked.push({ seq, score });
  }
  return ranked.sort((a, b) => b.score - a.score || b.seq - a.seq);
}

function boundsOf(seqs: Iterable<number>): { newest: number; oldest: number } {
  let [newest, oldest] = [-Infinity, Infinity];
  for (const seq of seqs) {
    if (seq > newest) newest = seq;
    if (seq < oldest) oldest = seq;
  }
  return { newest, oldest };
}

/** Those in which several terms stand next to each other, as they were typed. */
async function findTogether(
  db: Db,
  index: FullText<StoryColumn>,
  search: StorySearch,
  bounds: Parameters<typeof findMatches>[2],
): Promise<Set<number>> {
  const { terms } = search;
  if (terms.length < 2 || terms.slice(0, -1).some(({ isBeginning }) => isBeginning)) return new Set();
  const whole = { words: terms.flatMap(({ words }) => words), isBeginning: terms.at(-1)!.isBeginning };
  return new Set(await findMatches(db, index, { ...bounds, expression: among(search, holds(whole, read)) }));
}

/** BM25 scores by terms that are not common; from that number on, where one is given. */
async function weigh(
  db: Db,
  index: FullText<StoryColumn>,
  telling: Telling[],
  from?: number,
): Promise<Map<number, number>> {
  if (telling.length === 0) return new Map();
  const expression = allOf(...telling.map((one) => one.expression));
  return weighMatches(db, index, { expression, from, limit: commonFrom }, storyWeights);
}

/** An expression that says something of the stories that fit, and how many do. */
type Telling = { expression: Expression; held: number };

/** Those of the expressions that no more than `commonFrom` stories fit. */
export async function notCommon(
  db: Db,
  index: FullText<StoryColumn>,
  expressions: Expression[],
): Promise<Telling[]> {
  const rare: Telling[] = [];
  for (const expression of expressions) {
    const held = await countMatches(db, index, { expression, limit: commonFrom + 1 });
    if (held <= commonFrom) rare.push({ expression, held });
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

function isFiltered({ facets, from, to, among }: StorySearch): boolean {
  return facets.length > 0 || [from, to, among].some((bound) => bound !== undefined);
}

function asked(search: StorySearch) {
  const { from, to, among: condition } = search;
  return { expression: among(search, inColumns(search, read)), from, to, among: condition };
}

function inColumns({ terms }: StorySearch, columns: readonly StoryColumn[]): Expression {
  return allOf(...terms.map((term) => standsIn(term, columns)));
}

function standsIn(term: AskedTerm, columns: readonly StoryColumn[]): Expression {
  const text = holds(term, columns);
  return term.names.length === 0 ? text : anyOf(text, holdsAny(term.names, 'names'));
}

function among({ facets }: StorySearch, expression: Expression): Expression {
  return allOf(expression, ...facets.map(({ column, words }) => holdsAny(words, column)));
}

function finite(bounds: Record<string, number | undefined>) {
  return Object.fromEntries(Object.entries(bounds).filter(([, bound]) => Number.isFinite(bound)));
}
