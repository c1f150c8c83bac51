import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Actor, Db } from '../../foundation/database/database.ts';
import type { Keyset } from '../../foundation/page/keyset.ts';
import type { Names } from './names.ts';
import { type anyRecord, asRecords } from '../tables/records.ts';

export type RecordKind = 'agency' | 'byline' | 'section' | 'topic';

/** The input fields of every record; each record type adds its own. */
export type RecordIn = { slug?: string | undefined; name: string; hidden?: boolean | undefined };

/** A merge patch (RFC 7396) of `T`: absent fields stay, null removes. */
export type Patch<T> = { [K in keyof T]?: T[K] | null | undefined };

type AnyRow = typeof anyRecord.$inferSelect;

/** What reading the records of a type needs. */
export type RecordSource<Row> = {
  kind: RecordKind;
  table: typeof anyRecord;
  /** The order of its list (in a tree, of siblings); the last column is unique. */
  order: Keyset;
  keyOf: (row: Row) => (string | number)[];
  /** In a tree: the id of the parent, which comes first in the list. */
  parentOf?: (row: Row) => string | null;
};

/** Where the records of a type are; the rest tells the type of a row. */
export type RecordTable<Row> = Pick<RecordSource<Row>, 'kind' | 'table'> & Partial<RecordSource<Row>>;

/** A record type (agency, byline, section, topic). What all types do alike is written once, by this description. */
export type RecordType<In extends RecordIn, Row extends { id: string; slug: string }> = RecordSource<Row> & {
  /** The columns of this type from the input, with references resolved. Throws `unknown-reference`. */
  columns: (db: Db, input: Patch<In>) => Promise<Partial<Row>>;
  /** Column defaults: on create, and when a patch sets the field to null. */
  defaults?: Partial<Row>;
  /** The names in other languages, where the type has them. */
  namesOf?: (columns: Partial<Row>) => Names | null | undefined;
  /** The pictures that are public with it. */
  picturesOf?: (row: Row) => (string | null | undefined)[];
  /** Columns that are never public. */
  privateColumns?: (keyof Row & string)[];
  /** Checks the columns that an actor gives an existing record. Throws `rule-unmet`, `conflict`. */
  validate?: (db: Db, id: string, columns: Partial<Row>, by: Actor) => Promise<void>;
};

/** Rows of a type's table with its own columns, too: queries that all types share are typed by those that all have. */
export function rowsOf<Row>(_type: RecordSource<Row> | RecordTable<Row>, rows: AnyRow[]): Row[] {
  return rows as unknown as Row[];
}

/** Declares a record type. Its table must have the columns of `recordColumns`. */
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

/** The words by which a record is found: its names and its slug. */
export function namesAndSlug<In extends RecordIn, Row extends { id: string; slug: string }>(
  { namesOf }: Pick<RecordType<In, Row>, 'namesOf'>,
  columns: Partial<Row>,
  { name, slug }: { name: string; slug: string },
): string {
  return [name, ...Object.values(namesOf?.(columns) ?? {}), slug].join(' ');
}
