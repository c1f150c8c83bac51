/** Full-text search of the engine (SQLite FTS5). No other file writes its expressions. */
import { count, eq, sql, type SQL } from 'drizzle-orm';
import { integer, table, text } from './columns.ts';
import type { Db, Tx } from './database.ts';
import { preparedInsert } from './prepared-insert.ts';
import { prepared } from './prepared.ts';

/** A full-text index. It maps words to row numbers and stores no text. */
export type FullText<Column extends string = string> = {
  name: string;
  /** Adds a row under a number that is new. The texts are words separated by spaces. */
  add(tx: Tx, seq: number, texts: Record<Column, string>): Promise<void>;
  /** Replaces the row with this number. */
  replace(tx: Tx, seq: number, texts: Record<Column, string>): Promise<void>;
  remove(tx: Tx, seq: number): Promise<void>;
  /** Removes every row, also from a damaged index. */
  clear(tx: Tx): Promise<void>;
};

/** Declares an index whose table a migration made. */
export function fullText<Column extends string>(name: string, columns: readonly Column[]): FullText<Column> {
  const index = table(name, {
    seq: integer('rowid').primaryKey(),
    ...(Object.fromEntries(columns.map((column) => [column, text(column).notNull()])) as object),
  });
  const commands = table(name, { command: text(name).notNull() });
  const insert = preparedInsert(index);
  const deleteAt = prepared((tx: Tx) => tx.delete(index).where(eq(index.seq, sql.placeholder('seq'))));
  async function remove(tx: Tx, seq: number): Promise<void> {
    await deleteAt(tx, { seq });
  }
  async function add(tx: Tx, seq: number, texts: Record<Column, string>): Promise<void> {
    await insert(tx, { seq, ...texts });
  }
  async function replace(tx: Tx, seq: number, texts: Record<Column, string>): Promise<void> {
    await remove(tx, seq);
    await add(tx, seq, texts);
  }
  async function clear(tx: Tx): Promise<void> {
    // A command of FTS5 is an insert into the column that is named like the index.
    await tx.insert(commands).values({ command: 'delete-all' });
  }
  return { name, add, replace, remove, clear };
}

/**
 * A term of a query: these words next to each other, or those of another spelling. With `isBeginning` the last one is a
 * prefix.
 */
export type Term = { words: string[]; isBeginning: boolean; otherwise?: string[][] };

/** A query in the syntax of FTS5, made by the functions below. */
export type Expression = { readonly fts: string };

/** Matches the words of a term next to each other, in any of these columns. */
export function holds({ words, isBeginning, otherwise = [] }: Term, columns: readonly string[]): Expression {
  const phrases = [words, ...otherwise].map((some) => `"${some.join(' ')}"${isBeginning ? ' *' : ''}`);
  return within(columns, phrases.join(' OR '));
}

/** Any of these words, in that column. */
export function holdsAny(words: readonly string[], column: string): Expression {
  return within([column], words.map((word) => `"${word}"`).join(' OR '));
}

export function allOf(...expressions: Expression[]): Expression {
  return { fts: expressions.map(({ fts }) => `(${fts})`).join(' AND ') };
}

export function anyOf(...expressions: Expression[]): Expression {
  return { fts: expressions.map(({ fts }) => `(${fts})`).join(' OR ') };
}

function within(columns: readonly string[], fts: string): Expression {
  return { fts: `{${columns.join(' ')}} : (${fts})` };
}

type Asked = {
  expression: Expression;
  /** Bounds of the row number, both included. */
  from?: number | undefined;
  to?: number | undefined;
  oldestFirst?: boolean | undefined;
  /** A further condition on the row number. */
  among?: ((seq: SQL) => SQL | undefined) | undefined;
  limit: number;
};

/** The row numbers that match, the highest first. The index is read in order up to the limit, so nothing is sorted. */
export async function findMatches(db: Db, index: FullText, asked: Asked): Promise<number[]> {
  const rows = await matching(db, index, asked);
  return rows.map(({ seq }) => seq);
}

/** How many rows match, counted up to the limit. */
export async function countMatches(db: Db, index: FullText, asked: Asked): Promise<number> {
  const [row] = await db.select({ counted: count() }).from(matching(db, index, asked).as('some'));
  return row!.counted;
}

/**
 * The BM25 score of each match, with a weight for each column; higher is better. It reads all occurrences of every
 * word, so common words make it slow.
 */
export async function weighMatches(
  db: Db,
  index: FullText,
  asked: Asked,
  weights: readonly number[],
): Promise<Map<number, number>> {
  const table = sql.identifier(index.name);
  const score = sql<number>`-bm25(${sql.join([table, ...weights.map((weight) => sql`${weight}`)], sql`, `)})`;
  const rows = await db
    .select({ seq: seqOf(index), score })
    .from(sql`${table}`)
    .where(conditionOf(index, asked))
    .limit(asked.limit);
  return new Map(rows.map(({ seq, score }) => [seq, score]));
}

function matching(db: Db, index: FullText, asked: Asked) {
  const seq = seqOf(index);
  return db
    .select({ seq: seq.as('seq') })
    .from(sql`${sql.identifier(index.name)}`)
    .where(conditionOf(index, asked))
    .orderBy(asked.oldestFirst ? seq : sql`${seq} DESC`)
    .limit(asked.limit);
}

function conditionOf(index: FullText, { expression, from, to, among }: Asked): SQL {
  const seq = seqOf(index);
  // The driver binds numbers as floats, which FTS5 does not use as bounds: without the cast it would read the whole
  // index.
  const conditions = [
    sql`${sql.identifier(index.name)} MATCH ${expression.fts}`,
    from === undefined ? undefined : sql`${seq} >= cast(${from} as integer)`,
    to === undefined ? undefined : sql`${seq} <= cast(${to} as integer)`,
    among?.(seq),
  ];
  return sql.join(
    conditions.filter((condition) => condition !== undefined),
    sql` AND `,
  );
}

function seqOf({ name }: FullText): SQL<number> {
  return sql<number>`${sql.identifier(name)}.rowid`;
}
