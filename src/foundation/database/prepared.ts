import { Column, inArray, is, sql, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Db } from './database.ts';
import { type Dialect, dialectOf } from './dialect.ts';

type Values = Record<string, unknown>;
type Buildable<Result> = { prepare(name: string): Statement<Result> };

// How many prepared statements a connection keeps.
const mostStatements = 500;

// Above this the number of placeholders is no longer doubled: an engine takes 32,766 values at most.
const mostPlaces = 8192;

/**
 * A statement that is built and prepared once per connection. `build` uses `sql.placeholder('name')` for values; a statement
 * that writes takes a `Tx`. Statements that differ in more than values are built once per `form`.
 */
export function prepared<Result, Form = void, Connection extends Db = Db>(
  build: (db: Connection, form: Form) => Buildable<Result>,
) {
  const known = new WeakMap<Connection, (form: Form) => Statement<Result>>();
  return function ask(db: Connection, values: Values, form: Form): Promise<Result> {
    let queryOf = known.get(db);
    if (!queryOf) known.set(db, (queryOf = memoize((form) => prepareFast(build(db, form), dialectOf(db)))));
    const statement = queryOf(form);
    const turn = dialectOf(db).turn?.();
    return turn ? turn.then(() => statement.execute(values)) : statement.execute(values);
  };
}

type Statement<Result> = { execute(values: Values): Promise<Result> };
/** What Drizzle's builders have at run time, beside what their types say. */
type Selecting = { _?: { selectedFields?: Record<string, unknown> } };

/**
 * Drizzle looks up the column type for every value of every row, which takes longer than reading it. Where all fields
 * are plain columns it is looked up once; other queries stay as they are.
 */
function prepareFast<Result>(builder: Buildable<Result>, dialect: Dialect): Statement<Result> {
  const statement = builder.prepare('');
  const fields = Object.entries((builder as Selecting)._?.selectedFields ?? {});
  const columns = fields.flatMap(([name, field]) => (is(field, Column) ? [{ name, column: field }] : []));
  if (columns.length === 0 || columns.length < fields.length) return statement;
  return {
    async execute(given) {
      const rows = await dialect.rowsOf(statement, given);
      return rows.map((values) => {
        const row: Record<string, unknown> = {};
        columns.forEach(({ name, column }, index) => {
          const value = values[index];
          row[name] = value === null ? null : column.mapFromDriverValue(value);
        });
        return row;
      }) as Result;
    },
  };
}

/** Whether the flag is not set; written into the statement, so that a partial index on it is used. */
export function isUnset(column: PgColumn): SQL {
  return sql`${column} = 0`;
}

/** Whether the flag is set; written into the statement, so that a partial index on it is used. */
export function isSet(column: PgColumn): SQL {
  return sql`${column} = 1`;
}

/** `column IN (…)`, with a placeholder for each id. */
export type Among = (column: PgColumn) => SQL;

/**
 * A prepared query for the rows of some ids or numbers; without ids no statement runs. The number of placeholders is
 * the next power of two, so that a few statements serve any number of ids: the last id fills the rest.
 */
export function preparedForIds<Row, Subject = void>(
  build: (db: Db, among: Among, subject: Subject) => Buildable<Row[]>,
) {
  const askOf = memoize((subject: Subject) =>
    prepared((db, places: number) => {
      const ids = Array.from({ length: places }, (_, place) => sql.placeholder(`id${place}`));
      return build(db, (column) => inArray(column, ids), subject);
    }),
  );
  return async function ask(db: Db, ids: Iterable<string | number>, subject: Subject): Promise<Row[]> {
    const wanted = [...new Set(ids)];
    if (wanted.length === 0) return [];
    const places = Math.min(2 ** Math.ceil(Math.log2(wanted.length)), Math.max(mostPlaces, wanted.length));
    const values: Values = {};
    for (let place = 0; place < places; place += 1) values[`id${place}`] = wanted[place] ?? wanted.at(-1);
    return askOf(subject)(db, values, places);
  };
}

/** The same connection, which prepares the same SQL only once. */
export function cacheStatements<C extends { prepare(text: string): unknown }>(connection: C): C {
  const prepare = memoize((text: string) => connection.prepare(text));
  return Object.assign(Object.create(connection) as C, { prepare });
}

/** Caches results by key; the least recently used one is dropped. */
function memoize<Key, Made>(make: (key: Key) => Made): (key: Key) => Made {
  const known = new Map<Key, Made>();
  return function get(key) {
    const made = known.get(key) ?? make(key);
    known.delete(key);
    known.set(key, made);
    if (known.size > mostStatements) known.delete(known.keys().next().value!);
    return made;
  };
}
