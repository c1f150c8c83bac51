/**
 * The column types of all tables. They are PostgreSQL builders: those have no `.get/.all/.run`, so the types require
 * `await`, and the same declarations would serve a second engine.
 */
import { sql, type SQL } from 'drizzle-orm';
import { customType, pgTable, text } from 'drizzle-orm/pg-core';
import { JsonText } from '../json-text.ts';

export { text };
export const table = pgTable;

/** A whole number up to 2^53: counts, and moments as UTC milliseconds. */
export const integer = customType<{ data: number; driverData: number }>({ dataType: () => 'integer' });

/** A primary key that the engine increments. */
export function sequence(name: string) {
  return integer(name)
    .primaryKey()
    .default(sql`null`);
}

/** A boolean, stored as 1 or 0. */
export const flag = customType<{ data: boolean; driverData: number | null }>({
  dataType: () => 'integer',
  toDriver: (value: boolean | null) => (value === null ? null : value ? 1 : 0),
  fromDriver: (value) => Boolean(value),
});

/** A condition as the number of a flag: an engine may have a type of its own for conditions. */
export function asFlag(condition: SQL): SQL<number> {
  return sql<number>`CASE WHEN ${condition} THEN 1 ELSE 0 END`;
}

/** A value kept as JSON text, with its keys in the order they were written. */
const jsonText = customType<{ data: unknown; driverData: string | null }>({
  dataType: () => 'text',
  toDriver: (value) => (value === null ? null : JSON.stringify(value)),
  fromDriver: (value): unknown => JSON.parse(value!),
});

const unparsed = customType<{ data: JsonText<unknown>; driverData: string }>({
  dataType: () => 'text',
  toDriver: ({ text: written }) => written,
  fromDriver: (value) => new JsonText(value),
});

/** A JSON column of the given type: `json<Rights>('rights')`. */
export function json<T>(name: string) {
  return jsonText(name).$type<T>();
}

/** The same, parsed only where somebody reads the value. */
export function jsonAsText<T>(name: string) {
  return unparsed(name).$type<JsonText<T>>();
}
