import { inArray, sql, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Db } from './database.ts';
import { type Dialect, dialectOf } from './dialect.ts';
import { runnerOf } from './statement.ts';

type Values = Record<string, unknown>;
type Buildable<Result> = { prepare(name: string): { execute(values: Values): Promise<Result> } };
type Runner = ReturnType<typeof runnerOf>;

// How many prepared statements a connection keeps at most.
const mostStatements = 500;

// Above this the number of placeholders is no longer doubled: an engine takes 32,766 values at most.
const mostPlaces = 8192;

/**
 * A statement that is built and prepared once per connection. `build` uses `sql.placeholder('name')` for values; a statement
 * that writes takes a `Tx`, and gives no rows without `returning()`. Statements that differ in more than values are built once
 * per `form`.
 */
export function prepared<Result, Form = void, Connection extends Db = Db>(
  build: (db: Connection, form: Form) => Buildable<Result>,
) {
  const known = new WeakMap<Connection, { turn: Dialect['turn']; runnerFor: (form: Form) => Runner }>();
  function on(db: Connection) {
    const { statementOf, turn } = dialectOf(db);
    const runnerFor = memoize((form: Form) => runnerOf(statementOf(build(db, form).prepare(''))));
    const made = { turn, runnerFor };
    known.set(db, made);
    return made;
  }
  return async function ask(db: Connection, values: Values, form: Form): Promise<Result> {
    const { turn, runnerFor } = known.get(db) ?? on(db);
    const waiting = turn?.();
    if (waiting) await waiting;
    return runnerFor(form)(values) as Result;
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

/** Caches results by key. What is not asked for while half of `mostStatements` others are is dropped. */
function memoize<Key, Made>(make: (key: Key) => Made): (key: Key) => Made {
  let recent = new Map<Key, Made>();
  let former = new Map<Key, Made>();
  return function get(key) {
    const known = recent.get(key);
    if (known !== undefined) return known;
    const made = former.get(key) ?? make(key);
    if (recent.size >= mostStatements / 2) {
      former = recent;
      recent = new Map();
    }
    recent.set(key, made);
    return made;
  };
}
