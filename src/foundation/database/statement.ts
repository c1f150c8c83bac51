import {
  Column,
  getTableName,
  is,
  noopDecoder,
  noopEncoder,
  Param,
  Placeholder,
  type SQLWrapper,
} from 'drizzle-orm';
import { PgCustomColumn } from 'drizzle-orm/pg-core';

/** What Drizzle prepared, as an engine runs it. */
export type EngineStatement = {
  /** The values in their order; in place of those that are given at each run, placeholders. */
  params: unknown[];
  /** The fields of the rows in their order: columns and expressions, with the names that lead to them; none without rows. */
  fields: Field[] | undefined;
  /** Of each joined table, by name, whether all rows have a row of it. */
  joins: Record<string, boolean> | undefined;
  /** Runs it, and gives the rows as the driver does. */
  run: (params: unknown[]) => unknown[][] | Promise<unknown[][]>;
};

type Field = { path: string[]; field: unknown };
type Convert = (value: unknown) => unknown;
type Row = Record<string, unknown>;

/**
 * Runs a statement without what Drizzle does each time: which values are filled in, and how they and the columns of the rows
 * are converted, is looked up once.
 */
export function runnerOf({ params, fields = [], joins = {}, run }: EngineStatement) {
  const places = params.flatMap((param, at) => placeOf(param, at) ?? []);
  const parts = partsOf(
    fields.map(({ path, field }, at) => ({ path, field, at })),
    joins,
  );
  function objectsOf(rows: unknown[][]): Row[] {
    return rows.map((row) => objectOf(parts, row));
  }
  return function ask(values: Row): Row[] | Promise<Row[]> {
    const filled = params.slice();
    for (const { at, name, encode } of places) {
      const value = values[name];
      if (value === undefined && !(name in values)) throw new Error(`No value for ${name} was given.`);
      filled[at] = encode ? encode(value) : value;
    }
    const rows = run(filled);
    return Array.isArray(rows) ? objectsOf(rows) : rows.then(objectsOf);
  };
}

type Place = { at: number; name: string; encode: Convert | undefined };

function placeOf(param: unknown, at: number): Place | undefined {
  if (is(param, Placeholder)) return { at, name: param.name, encode: undefined };
  if (!is(param, Param) || !is(param.value, Placeholder)) return undefined;
  return { at, name: param.value.name, encode: encoderOf(param.encoder) };
}

/** What an object has under a name: a field of the row, or an object of several, null where its table has no row. */
type Part = { name: string; at: number; decode?: Convert | undefined; parts?: Part[]; isOptional?: boolean };

function partsOf(fields: (Field & { at: number })[], joins: Record<string, boolean>): Part[] {
  return [...Map.groupBy(fields, ({ path }) => path[0]!)].map(([name, under]) => {
    const { field, path, at } = under.find((each) => is(each.field, Column)) ?? under[0]!;
    if (path.length === 1) return { name, at, decode: decoderOf(field) };
    const inner = under.map((each) => ({ ...each, path: each.path.slice(1) }));
    const isOptional = is(field, Column) && joins[getTableName(field.table)] === false;
    return { name, at, parts: partsOf(inner, joins), isOptional };
  });
}

function objectOf(parts: Part[], row: unknown[]): Row {
  const object: Row = {};
  for (const { name, at, decode, parts: inner, isOptional } of parts) {
    const value = row[at];
    if (inner) object[name] = isOptional && value === null ? null : objectOf(inner, row);
    else object[name] = decode && value !== null ? decode(value) : value;
  }
  return object;
}

/** What Drizzle's types keep to themselves. */
type Converting = {
  decoder: { mapFromDriverValue: Convert };
  mapTo?: Convert;
  mapFrom?: Convert;
};

/** What is sent for a value; undefined where it is sent as it is. */
function encoderOf(encoder: Param['encoder']): Convert | undefined {
  if (is(encoder, PgCustomColumn)) return (encoder as unknown as Converting).mapTo;
  if (encoder === noopEncoder || encoder.mapToDriverValue === Column.prototype.mapToDriverValue)
    return undefined;
  return (value) => encoder.mapToDriverValue(value);
}

/** What is made of what the driver gives; undefined where it stays as it is. */
function decoderOf(field: unknown): Convert | undefined {
  const decoder = is(field, Column)
    ? field
    : ((field as SQLWrapper).getSQL() as unknown as Converting).decoder;
  if (is(decoder, PgCustomColumn)) return (decoder as unknown as Converting).mapFrom;
  if (decoder === noopDecoder || decoder.mapFromDriverValue === Column.prototype.mapFromDriverValue)
    return undefined;
  return (value) => decoder.mapFromDriverValue(value);
}
