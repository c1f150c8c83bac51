import type BetterSqlite3 from 'better-sqlite3';
import { is, Placeholder, sql, type SQL } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import type { SQLiteSyncDialect } from 'drizzle-orm/sqlite-core';
import type { Tx } from '../database.ts';
import { cacheStatements } from '../prepared.ts';
import { type Dialect, setDialect } from '../dialect.ts';
import type { EngineStatement } from '../statement.ts';
import type { Connection } from './connection/connection.ts';
import type { OpeningFile } from './open-writer.ts';
import { fts5 } from './full-text.ts';

type Options = { onQuery?: OpeningFile['onQuery'] } & Pick<Dialect, 'turn' | 'snapshot'>;

/** Drizzle on a connection; `onQuery` is given every statement, `turn` is asked before each, and `snapshot` gives the one that is being read. */
export function buildersOn(connection: Connection, { onQuery, turn, snapshot }: Options = {}): Tx {
  const logger = onQuery ? { logQuery: onQuery } : false;
  // Its types are those of SQLite's builders; our tables are declared for PostgreSQL's, which make the same statements.
  const builders = drizzle({ client: cacheStatements(connection), logger });
  Object.assign((builders as unknown as { dialect: SQLiteSyncDialect }).dialect, { escapeParam, buildLimit });
  return setDialect(builders as unknown as Tx, {
    ...{ fullText: fts5, sortsUnions: false, statementOf },
    ...(turn && { turn }),
    ...(snapshot && { snapshot }),
  });
}

/**
 * SQLite may plan a statement again for each value of a bare `?` beside a column, which costs more than most of our
 * queries. After a unary plus it does not.
 */
function escapeParam(_number: number, value: unknown): string {
  return is(value, Placeholder) ? '+?' : '?';
}

/** The same for a bare limit. */
function buildLimit(limit: number | Placeholder | undefined): SQL | undefined {
  return limit === undefined ? undefined : sql` limit +${limit}`;
}

/** What a prepared statement of Drizzle has at run time for SQLite. */
type Prepared = {
  stmt: BetterSqlite3.Statement;
  query: { sql: string; params: unknown[] };
  fields?: EngineStatement['fields'];
  joinsNotNullableMap?: EngineStatement['joins'];
  logger: { logQuery(sql: string, parameters: unknown[]): void };
};

function statementOf(prepared: unknown): EngineStatement {
  const { stmt, query, fields, joinsNotNullableMap: joins, logger } = prepared as Prepared;
  if (fields) stmt.raw();
  return {
    ...{ params: query.params, fields, joins },
    run(params) {
      logger.logQuery(query.sql, params);
      if (fields) return stmt.all(params) as unknown[][];
      stmt.run(params);
      return [];
    },
  };
}
