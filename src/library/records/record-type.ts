import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Db } from '../../foundation/database/database.ts';
import type { Keyset } from '../../foundation/page/keyset.ts';
import { type anyRecord, asRecords } from '../tables/records.ts';

export type RecordKind = 'agency' | 'byline' | 'section' | 'topic';

/** What any record may be given; each room adds its own. */
export type RecordIn = { slug?: string | undefined; name: string; hidden?: boolean | undefined };

/** A merge patch (RFC 7396) of `T`: what is absent stays, null takes away. */
export type Patch<T> = { [K in keyof T]?: T[K] | null | undefined };

/** What a room says about itself; everything that rooms do alike is done with this. */
export type RecordType<In extends RecordIn, Row extends { id: string; slug: string }> = {
  kind: RecordKind;
  table: typeof anyRecord;
  /** The order of its list, in a tree that of sisters; the last column is unique. */
  order: Keyset;
  /** Its own columns out of what came in, references looked up. Throws `unknown-reference`. */
  columns: (db: Db, input: Patch<In>) => Promise<Partial<Row>>;
  /** What a new one has in its own columns when nothing else is said, and an old one when that is taken away. */
  defaults?: Partial<Row>;
  /** Those of its own columns that the public never sees. */
  privateColumns?: (keyof Row & string)[];
  /** Rules about its own columns that need to know which record they are for. Throws `rule-unmet`. */
  validate?: (db: Db, id: string, columns: Partial<Row>) => Promise<void>;
  keyOf: (row: Row) => (string | number)[];
  /** Of a tree: the id of the one above, which comes first in the list. */
  parentOf?: (row: Row) => string | null;
};

/** Declares a room. Its table has the record columns among its own. */
export function defineRecordType<In extends RecordIn, Row extends { id: string; slug: string }>(
  type: Omit<RecordType<In, Row>, 'table' | 'order'> & {
    table: Parameters<typeof asRecords>[0];
    order: PgColumn[];
  },
): RecordType<In, Row> {
  return {
    ...type,
    table: asRecords(type.table),
    order: { columns: type.order, descending: false },
  };
}
