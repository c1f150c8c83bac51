import { and, asc, desc, gt, gte, lt, lte, or, type SQL } from 'drizzle-orm';
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
    // The first half alone bounds the walk along the index; an OR there would tempt the engine into sorting.
    return and(upTo(column, key[index]), or(strictly, rest));
  }, undefined);
}
