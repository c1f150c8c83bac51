import { encodeCursor, type ListIdentity, type PageKey } from './cursor.ts';

/** One page of a list, and the cursor of the next, when there is one. */
export type Page<T> = {
  data: T[];
  page: { limit: number; next?: string; total?: number; totalAtLeast?: number };
};

/** Past this many rows a count stops and says "at least". */
export const countLimit = 10_000;

/** Makes a page of at most `limit` rows, and no more than `fitting`, out of the `limit + 1` that were read. */
export function pageOf<T>(
  rows: T[],
  limit: number,
  list: ListIdentity,
  keyOf: (row: T) => PageKey,
  fitting = limit,
): Page<T> {
  const data = rows.slice(0, Math.min(limit, fitting));
  const last = data.at(-1);
  if (rows.length <= data.length || last === undefined) return { data, page: { limit } };
  return { data, page: { limit, next: encodeCursor(list, keyOf(last)) } };
}

/** A page of a list in which there is nothing. */
export function emptyPage<T>(limit: number, isCounted: boolean): Page<T> {
  return { data: [], page: { limit, ...(isCounted && totalOf(0)) } };
}

/** How many there are, from a count that stopped at `countLimit + 1`: exact up to the limit, then "at least". */
export function totalOf(counted: number): { total: number } | { totalAtLeast: number } {
  return counted > countLimit ? { totalAtLeast: countLimit } : { total: counted };
}
