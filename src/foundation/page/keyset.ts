import { and, asc, desc, gt, gte, lt, lte, or, sql, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
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
    // The first condition bounds the index range; an OR in its place would make an engine sort.
    return and(upTo(column, key[index]), or(strictly, rest));
  }, undefined);
}

/** The placeholders of a key in a prepared query; `keyValues` gives their values. */
export function keyPlaces({ columns }: Keyset): PageKey {
  // A placeholder stands for a value; the types do not allow it.
  return columns.map((_, index) => sql.placeholder(`key${index}`)) as unknown as PageKey;
}

/** The values for the placeholders of `keyPlaces`. */
export function keyValues(key: PageKey = []): Record<string, unknown> {
  return Object.fromEntries(key.map((part, index) => [`key${index}`, part]));
}
