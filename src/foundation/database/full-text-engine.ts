/** What is asked of a full-text index, and what an engine does for it. */
import type { SQL } from 'drizzle-orm';
import type { Db, Tx } from './database.ts';

/** An index whose table a migration made. */
export type Index = {
  name: string;
  columns: readonly string[];
  /** The sets of columns that queries ask for; each column is in one of them. An engine may keep each set by itself. */
  asked: readonly (readonly string[])[];
};

/** What an engine does for an index. */
export type FullTextEngine = {
  add(tx: Tx, index: Index, seq: number, texts: Record<string, string>): Promise<void>;
  replace(tx: Tx, index: Index, seq: number, texts: Record<string, string>): Promise<void>;
  remove(tx: Tx, index: Index, seq: number): Promise<void>;
  clear(tx: Tx, index: Index): Promise<void>;
  find(db: Db, index: Index, asked: Asked): Promise<number[]>;
  count(db: Db, index: Index, asked: Asked): Promise<number>;
  weigh(db: Db, index: Index, asked: Asked, weights: readonly number[]): Promise<Map<number, number>>;
};

/** Words next to each other. With `isBeginning` the last one is a prefix. */
export type Phrase = { words: readonly string[]; isBeginning: boolean };

/** A query, made by the functions of `full-text.ts`: any of the phrases in any of the columns, or several queries together. */
export type Expression =
  { any: readonly Phrase[]; columns: readonly string[] } | { op: 'and' | 'or'; of: readonly Expression[] };

export type Asked = {
  expression: Expression;
  /** Bounds of the row number, both included. */
  from?: number | undefined;
  to?: number | undefined;
  oldestFirst?: boolean | undefined;
  /** A further condition on the row number. */
  among?: ((seq: SQL) => SQL | undefined) | undefined;
  limit: number;
  /** So many of the first are left out. */
  skip?: number | undefined;
};
