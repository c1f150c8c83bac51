import { and, asc, desc, gt, gte, lt, lte, or, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { given } from '../database/prepared.ts';
import type { PageKey } from './cursor.ts';

/** A total order: its columns, the last of them unique, all in one direction. */
export type Keyset = { columns: PgColumn[]; descending: boolean };

/** The ORDER BY of a keyset. */
export function inOrder({ columns, descending }: Keyset): SQL[] {
  return columns.map((column) => (descending ? desc(column) : asc(column)));
}

/** The WHERE that keeps what comes after `key`; nothing when there is no key. */
export function after({ columns, descending }: Keyset, key: PageKey | undefined): SQL | undefined {
  if (!key) return undefined;
  const [beyond, upTo] = descending ? [lt, lte] : [gt, gte];
  return columns.reduceRight<SQL | undefined>((rest, column, index) => {
    const strictly = beyond(column, key[index]);
    if (!rest) return strictly;
    // The first condition bounds the index range; an OR in its place would make SQLite sort.
    return and(upTo(column, key[index]), or(strictly, rest));
  }, undefined);
}

/** A key for a query that is prepared: a place for each of its parts, which `keyValues` fills. */
export function keyPlaces({ columns }: Keyset): PageKey {
  // A place stands where a value would; only the types do not say so.
  return columns.map((_, index) => given(`key${index}`)) as unknown as PageKey;
}

/** What goes into the places of `keyPlaces`. */
export function keyValues(key: PageKey = []): Record<string, unknown> {
  return Object.fromEntries(key.map((part, index) => [`key${index}`, part]));
}
