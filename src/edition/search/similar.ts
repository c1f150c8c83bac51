import type { Db } from '../../foundation/database/database.ts';
import type { Expression } from '../../foundation/database/full-text-engine.ts';
import {
  allOf,
  anyOf,
  findMatches,
  holds,
  holdsAny,
  weighMatches,
} from '../../foundation/database/full-text.ts';
import { atTop, commonFrom, notCommon, storyWeights } from './search.ts';
import { freshness } from '../../foundation/search/sequence.ts';
import { elidesIn, idToken, tokenize } from '../../foundation/search/words.ts';
import { findMerged, idsMeaning } from '../../library/records/merged.ts';
import { findPublic } from '../../library/records/store.ts';
import { topicType } from '../../library/topics/record-type.ts';
import type { LiveRow } from '../articles/table.ts';
import { liveSearch } from './index-stories.ts';
import { facetToken } from './texts.ts';

/** Limits: how many of the newest candidates are compared, and how many words of the headline. */
const mostCompared = 300;
const mostWords = 12;
const halfLifeDays = 60;

/**
 * The numbers of the live stories in the same language most similar to a live story, the most alike first: by topics, and
 * by rare words of its headline.
 */
export async function rankSimilar(db: Db, story: LiveRow): Promise<number[]> {
  const telling = await tellingOf(db, story);
  if (telling.length === 0) return [];
  const shares = anyOf(...telling);
  const among = allOf(shares, holdsAny([facetToken('locale', story.locale)], 'facets'));
  const found = await findMatches(db, liveSearch, { expression: among, limit: mostCompared + 1 });
  const others = found.filter((seq) => seq !== story.seq);
  if (others.length === 0) return [];
  const [newest, oldest] = [others[0]!, others.at(-1)!];
  const asked = { expression: shares, from: oldest, limit: commonFrom * telling.length };
  const weight = await weighMatches(db, liveSearch, asked, storyWeights);
  function scoreOf(seq: number): number {
    return (weight.get(seq) ?? 0) * (1 + freshness(seq, newest, halfLifeDays));
  }
  return others.toSorted((a, b) => scoreOf(b) - scoreOf(a) || b - a);
}

/** The topics and headline words that few stories have. */
async function tellingOf(db: Db, { content, locale }: LiveRow): Promise<Expression[]> {
  const topics = await topicsOf(db, content.topics);
  const words = new Set(tokenize(content.headline, { elides: elidesIn(locale) }).map(({ token }) => token));
  return notCommon(db, liveSearch, [
    ...topics.map((names) => holdsAny(names, 'names')),
    ...[...words].slice(0, mostWords).map((word) => holds({ words: [word], isBeginning: false }, atTop)),
  ]);
}

/** The public topics, each with the ids of topics merged into it. */
async function topicsOf(db: Db, ids: string[]): Promise<string[][]> {
  const topics = new Set([...(await findPublic(db, topicType, ids)).values()].map(({ id }) => id));
  const formerOf = await findMerged(db, topics);
  return [...topics].map((id) => idsMeaning(id, formerOf).map(idToken));
}
