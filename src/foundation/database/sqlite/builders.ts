import { drizzle } from 'drizzle-orm/better-sqlite3';
import type { Tx } from '../database.ts';
import { cacheStatements } from '../prepared.ts';
import type { Connection } from './connection.ts';

/** Drizzle on a connection; `onQuery` is given every statement. */
export function buildersOn(
  connection: Connection,
  onQuery?: (sql: string, parameters: unknown[]) => void,
): Tx {
  const logger = onQuery ? { logQuery: onQuery } : false;
  // Its types are those of SQLite's builders; our tables are declared for PostgreSQL's, which make the same statements.
  return drizzle({ client: cacheStatements(connection), logger }) as unknown as Tx;
}
