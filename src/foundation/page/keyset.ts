import { and, asc, desc, eq, gt, lt, or, type SQL } from 'drizzle-orm';
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
  const beyond = descending ? lt : gt;
  return columns.reduceRight<SQL | undefined>((rest, column, index) => {
    const strictly = beyond(column, key[index]);
    if (!rest) return strictly;
    return and(or(strictly, eq(column, key[index])), or(strictly, rest));
  }, undefined);
}
