/** Full-text search of the engine: what an index holds and what is asked of it. Each engine writes its own queries. */
import type { Db, Tx } from './database.ts';
import { dialectOf } from './dialect.ts';
import type { Asked, Expression, Index } from './full-text-engine.ts';

/** A full-text index. It maps words to row numbers and stores no text. */
export type FullText<Column extends string = string> = Index & {
  /** Adds a row under a number that is new. The texts are words separated by spaces. */
  add(tx: Tx, seq: number, texts: Record<Column, string>): Promise<void>;
  /** Replaces the row with this number. */
  replace(tx: Tx, seq: number, texts: Record<Column, string>): Promise<void>;
  remove(tx: Tx, seq: number): Promise<void>;
  /** Removes every row, also from a damaged index. */
  clear(tx: Tx): Promise<void>;
};

/** Declares an index whose table a migration made, with the sets of columns that queries ask for. */
export function fullText<Column extends string>(
  name: string,
  columns: readonly Column[],
  asked: readonly (readonly Column[])[] = [columns],
): FullText<Column> {
  const index = { name, columns, asked };
  function add(tx: Tx, seq: number, texts: Record<Column, string>): Promise<void> {
    return dialectOf(tx).fullText.add(tx, index, seq, texts);
  }
  function remove(tx: Tx, seq: number): Promise<void> {
    return dialectOf(tx).fullText.remove(tx, index, seq);
  }
  function replace(tx: Tx, seq: number, texts: Record<Column, string>): Promise<void> {
    return dialectOf(tx).fullText.replace(tx, index, seq, texts);
  }
  function clear(tx: Tx): Promise<void> {
    return dialectOf(tx).fullText.clear(tx, index);
  }
  return { ...index, add, replace, remove, clear };
}

/** A term of a query: these words next to each other, or those of another spelling; of a single word also other forms. */
export type Term = { words: string[]; isBeginning: boolean; otherwise?: string[][]; forms?: string[] };

/** Matches the words of a term next to each other, in any of these columns; no other forms. */
export function holds({ words, isBeginning, otherwise = [] }: Term, columns: readonly string[]): Expression {
  return { any: [words, ...otherwise].map((some) => ({ words: some, isBeginning })), columns };
}

/** Any of these words, in that column. */
export function holdsAny(words: readonly string[], column: string): Expression {
  return { any: words.map((word) => ({ words: [word], isBeginning: false })), columns: [column] };
}

export function allOf(...expressions: Expression[]): Expression {
  return { op: 'and', of: expressions };
}

export function anyOf(...expressions: Expression[]): Expression {
  return { op: 'or', of: expressions };
}

/** The row numbers that match, the highest first. The index is read in order up to the limit, so nothing is sorted. */
export function findMatches(db: Db, index: FullText, asked: Asked): Promise<number[]> {
  return dialectOf(db).fullText.find(db, index, asked);
}

/** How many rows match, counted up to the limit. */
export function countMatches(db: Db, index: FullText, asked: Asked): Promise<number> {
  return dialectOf(db).fullText.count(db, index, asked);
}

/**
 * The BM25 score of each match, with a weight for each column; higher is better. It reads all occurrences of every
 * word, so common words make it slow.
 */
export function weighMatches(
  db: Db,
  index: FullText,
  asked: Asked,
  weights: readonly number[],
): Promise<Map<number, number>> {
  return dialectOf(db).fullText.weigh(db, index, asked, weights);
}
