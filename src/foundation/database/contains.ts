import { and, sql, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';

/** Text normalised for comparison: lower case, Unicode NFKC, and without apostrophes, which people type or do not. */
export function fold(text: string): string {
  return text.replaceAll(apostrophe, '').normalize('NFKC').toLowerCase();
}

const apostrophe = /['’‘＇´`′]/g;

/** Rows whose folded column contains every word of `words`. Wildcards in them are escaped. */
export function containsWords(column: PgColumn, words: string): SQL | undefined {
  return and(
    ...fold(words)
      .split(/\s+/u)
      .filter(Boolean)
      .map((word) => contains(column, word)),
  );
}

function contains(column: PgColumn, word: string): SQL {
  const pattern = `%${word.replace(/[\\%_]/g, (character) => `\\${character}`)}%`;
  return sql`${column} LIKE ${pattern} ESCAPE '\\'`;
}
