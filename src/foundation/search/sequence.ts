/** Row numbers of a full-text index that follow time, so that the newest matches come first without sorting. */
import { sql, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';

// A million numbers per second; exact until the year 2242.
const perSecond = 2 ** 20;

/** The first and the last number of the second in which a moment (UTC milliseconds) lies. */
export function numbersAt(at: number): { first: number; last: number } {
  const first = Math.floor(at / 1000) * perSecond;
  return { first, last: first + perSecond - 1 };
}

/**
 * The next free number of a second, found by the very statement that writes it to `column`; `numbersAt` gives its values
 * `first` and `last`.
 */
export function nextNumber(column: PgColumn): SQL<number> {
  const [first, last] = [sql.placeholder('first'), sql.placeholder('last')];
  return sql`(SELECT coalesce(max(${column}) + 1, ${first}) FROM ${column.table} WHERE ${column} BETWEEN ${first} AND ${last})`;
}

/** How new a row is compared with the newest, by their numbers: 1, halved with each half-life. */
export function freshness(number: number, newest: number, halfLifeDays: number): number {
  const days = (newest - number) / perSecond / 86_400;
  return 2 ** (-days / halfLifeDays);
}
