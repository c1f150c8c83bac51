/** The scores of FTS5's `bm25()`. */
import type { Expression, Phrase } from '../full-text-engine.ts';
import { inText } from './full-text-conditions.ts';

/** How many rows and words the index has, and how many rows each phrase of the query is in. */
export type Counts = { rows: number; words: number; hits: readonly number[] };

/** A row that matches, and its texts by column. */
type Weighed = { length: number; texts: Record<string, string> };

const [k1, b] = [1.2, 0.75];
const leastIdf = 1e-6;

/** How well a row matches, with a weight for each column; higher is better. */
export function bm25(
  expression: Expression,
  { length, texts }: Weighed,
  { rows, words, hits }: Counts,
  weights: Record<string, number>,
): number {
  const shortness = k1 * (1 - b + (b * length) / (words / rows));
  return frequencies(expression, texts, weights)
    .map((often, place) => {
      const idf = Math.log((rows - hits[place]! + 0.5) / (hits[place]! + 0.5));
      return Math.max(idf, leastIdf) * ((often * (k1 + 1)) / (often + shortness));
    })
    .reduce((sum, score) => sum + score, 0);
}

/** How often each phrase is in the columns where it is asked for, by their weights. */
function frequencies(
  expression: Expression,
  texts: Record<string, string>,
  weights: Record<string, number>,
): number[] {
  if ('op' in expression) return expression.of.flatMap((one) => frequencies(one, texts, weights));
  const { any, columns } = expression;
  return any.map((phrase) =>
    columns.reduce((sum, column) => sum + weights[column]! * countIn(texts[column]!, phrase), 0),
  );
}

function countIn(text: string, phrase: Phrase): number {
  const sought = inText(phrase);
  let count = 0;
  // The space after a word is also the one before the next.
  for (let at = text.indexOf(sought); at >= 0; at = text.indexOf(sought, at + 1)) count += 1;
  return count;
}
