import { and, sql, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';

/** Text normalised for comparison: lower case, Unicode NFKC. */
export function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

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
