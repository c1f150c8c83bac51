import { and, sql, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';

/** Text as it is compared: without regard to case, and one form of each character (Unicode NFKC). */
export function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/** Rows whose folded column holds every word of `words`. Nothing in them is read as a pattern. */
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
