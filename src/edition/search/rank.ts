import type { Expression } from '../../foundation/database/full-text-engine.ts';
import {
  allOf,
  findMatches,
  holds,
  weighMatches,
  type FullText,
} from '../../foundation/database/full-text.ts';
import type { Db } from '../../foundation/database/database.ts';
import { freshness } from '../../foundation/search/sequence.ts';
import {
  among,
  asked,
  commonFrom,
  inColumns,
  isFiltered,
  mostRanked,
  notCommon,
  read,
  standsIn,
  storyWeights,
  type StoryColumn,
  type StorySearch,
} from './search.ts';

/** Past so many of the newest that fit, no headline is looked at: words that all stories have are together in few headlines. */
const mostLookedAt = commonFrom;
const halfLifeDays = 30;
/** More than all else together. */
const asTyped = 1000;

/**
 * The best matches, best first. The cost does not grow with the number of stories that contain a word: only the newest
 * are ranked, by where the terms stand, by BM25 of terms that are not common, and by age.
 */
export async function rankStories(
  db: Db,
  index: FullText<StoryColumn>,
  search: StorySearch,
): Promise<{ seq: number; score: number }[]> {
  const all = asked(search);
  // A check of each story is dear, so few are checked, and a second question finds the bound without it. With a beginning
  // the second question is dearer, since each gathers anew all words that begin so.
  const checksFew = all.among !== undefined && !search.terms.some(({ isBeginning }) => isBeginning);
  const limit = checksFew ? mostRanked : mostLookedAt + 1;
  const fitting = await findMatches(db, index, { ...all, limit });
  if (fitting.length === 0) return [];
  const isCut = checksFew && fitting.length === limit;
  const last = fitting.slice(0, mostLookedAt).at(-1)!;
  const lookedAt = { ...all, from: isCut ? await lookedAtFrom(db, index, all, last) : last };
  const inHeadline = await findInHeadline(db, index, search, lookedAt);
  const found = inHeadline.union(new Set(fitting.slice(0, mostRanked)));
  const { newest, oldest } = boundsOf(found);
  const { typed } = search;
  const exact = new Set(
    typed && (await findMatches(db, index, { ...asked({ ...search, terms: typed }), limit: mostRanked })),
  );
  const together = await findTogether(db, index, search, { ...all, from: oldest });
  const weight = await weigh(db, index, await tellingOf(db, index, search, fitting.length), oldest);
  const ranked: { seq: number; score: number }[] = [];
  for (const seq of found) {
    const places =
      (exact.has(seq) ? asTyped : 0) + (inHeadline.has(seq) ? 4 : 0) + (together.has(seq) ? 2 : 0);
    const score = (weight.get(seq) ?? 0) + places + 2 * freshness(seq, newest, halfLifeDays);
    ranked.push({ seq, score });
  }
  return ranked.sort((a, b) => b.score - a.score || b.seq - a.seq);
}

/** The terms that are not common, where so many stories were found to have all. */
async function tellingOf(
  db: Db,
  index: FullText<StoryColumn>,
  search: StorySearch,
  held: number,
): Promise<Expression[]> {
  if (held > commonFrom) return [];
  const terms = search.terms.map((term) => standsIn(term, read));
  return terms.length === 1 && !isFiltered(search) ? terms : notCommon(db, index, terms);
}

type Bounds = ReturnType<typeof asked>;

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
  bounds: Bounds,
): Promise<Set<number>> {
  const { terms } = search;
  if (terms.length < 2 || terms.slice(0, -1).some(({ isBeginning }) => isBeginning)) return new Set();
  const whole = { words: terms.flatMap(({ words }) => words), isBeginning: terms.at(-1)!.isBeginning };
  return new Set(await findFrom(db, index, { ...bounds, expression: among(search, holds(whole, read)) }));
}

/** The newest whose headline has all terms. */
async function findInHeadline(
  db: Db,
  index: FullText<StoryColumn>,
  search: StorySearch,
  bounds: Bounds,
): Promise<Set<number>> {
  const expression = among(search, inColumns(search, ['headline']));
  return new Set((await findFrom(db, index, { ...bounds, expression })).slice(-mostRanked));
}

/** An engine goes from the lower bound on: in the other order it would read on past it, up to the next that matches. */
function findFrom(db: Db, index: FullText<StoryColumn>, asked: Bounds): Promise<number[]> {
  return findMatches(db, index, { ...asked, oldestFirst: true, limit: mostLookedAt });
}

/** The number from which on headlines are looked at, where `last` is the last that is ranked without. */
async function lookedAtFrom(
  db: Db,
  index: FullText<StoryColumn>,
  { expression, from }: Bounds,
  last: number,
): Promise<number | undefined> {
  const skip = mostLookedAt - mostRanked - 1;
  const [before] = await findMatches(db, index, { expression, from, to: last - 1, skip, limit: 1 });
  return before ?? from;
}

/** BM25 scores by these terms, from that number on. */
async function weigh(
  db: Db,
  index: FullText<StoryColumn>,
  telling: Expression[],
  from: number,
): Promise<Map<number, number>> {
  if (telling.length === 0) return new Map();
  const expression = allOf(...telling);
  return weighMatches(db, index, { expression, from, limit: commonFrom }, storyWeights);
}
